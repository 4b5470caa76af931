import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { mean, variance } from '../moments.ts'
import {
  fractionalBrownianMotion,
  geometricBrownianMotion,
  heston,
  mertonJumpDiffusion,
  ornsteinUhlenbeck,
  type PathLaw,
  pathOf,
  simulatePaths,
  streamPaths,
  summarisePaths,
  touch,
} from './index.ts'

const gbm = { start: 100, drift: 0.08, volatility: 0.3 }
const variances = { varianceStart: 0.04, varianceMean: 0.05, reversion: 2, varianceVolatility: 0.5 }
const jumps = { jumpsPerYear: 2, jumpMean: -0.05, jumpDeviation: 0.1 }

const laws: Readonly<Record<string, PathLaw>> = {
  gbm: geometricBrownianMotion(gbm),
  merton: mertonJumpDiffusion({ ...gbm, ...jumps }),
  heston: heston({ start: 100, drift: 0.08, correlation: -0.6, ...variances }),
  euler: heston({ start: 100, drift: 0.08, correlation: -0.6, ...variances }, 'euler'),
  ou: ornsteinUhlenbeck({ start: 3, mean: 1, reversion: 2, volatility: 0.5 }),
  fbm: fractionalBrownianMotion({ start: 5, hurst: 0.7, volatility: 2 }),
}

const grid = { paths: 300, steps: 37, horizonYears: 1.5 }

describe.each(Object.entries(laws))('paths of %s', (_, law) => {
  it('are the same stored and streamed, and start where they are told to', () => {
    const stored = simulatePaths(law, grid, Random.fromSeed(1))
    const streamed: number[] = []
    streamPaths(law, grid, Random.fromSeed(1), (block) => streamed.push(...block.values))
    expect(Float64Array.from(streamed)).toEqual(stored.values)
    expect(stored.values.every(Number.isFinite)).toBe(true)
    const starts = new Set(Array.from({ length: 300 }, (_, path) => pathOf(stored, path)[0]))
    expect(starts.size).toBe(1)
  })

  it('do not depend on how many follow', () => {
    const few = simulatePaths(law, { ...grid, paths: 10 }, Random.fromSeed(1))
    const many = simulatePaths(law, grid, Random.fromSeed(1))
    expect(many.values.subarray(0, few.values.length)).toEqual(few.values)
  })

  it('take an odd number of steps and a single path', () => {
    const one = simulatePaths(law, { paths: 1, steps: 1, horizonYears: 1 }, Random.fromSeed(1))
    expect(one.values).toHaveLength(2)
  })

  it('decline a grid that is none', () => {
    for (const wrong of [
      { paths: 0 },
      { paths: 1.5 },
      { steps: 0 },
      { horizonYears: 0 },
      { horizonYears: Number.NaN },
      { paths: 3, isAntithetic: true },
    ])
      expect(() => simulatePaths(law, { ...grid, ...wrong }, Random.fromSeed(1))).toThrow(
        ArgumentError,
      )
  })
})

/** Last levels, and the deviations of their mean and variance by chance. */
function terminalOf(law: PathLaw, steps: number, horizonYears: number): Float64Array {
  const paths = 100_000
  return summarisePaths(law, { paths, steps, horizonYears }, Random.fromSeed(9)).terminal
}

function expectMoments(values: Float64Array, wantedMean: number, wantedVariance: number): void {
  const error = Math.sqrt(wantedVariance / values.length)
  expect(Math.abs((mean(values) ?? Number.NaN) - wantedMean) / error).toBeLessThan(3.5)
  const gaps = values.map((value) => (value - wantedMean) * (value - wantedMean))
  const gapError = Math.sqrt((variance(gaps) ?? Number.NaN) / values.length)
  expect(Math.abs((mean(gaps) ?? Number.NaN) - wantedVariance) / gapError).toBeLessThan(3.5)
}

it('has the moments of geometric Brownian motion', () => {
  const logs = terminalOf(geometricBrownianMotion(gbm), 3, 2).map((level) => Math.log(level / 100))
  expectMoments(logs, (0.08 - 0.045) * 2, 0.09 * 2)
})

it('has the moments of jump diffusion', () => {
  const law = mertonJumpDiffusion({ ...gbm, ...jumps })
  const logs = terminalOf(law, 3, 2).map((level) => Math.log(level / 100))
  const factor = Math.exp(-0.05 + 0.005) - 1
  expectMoments(logs, 2 * (0.08 - 0.045 - 2 * factor - 2 * 0.05), 2 * (0.09 + 2 * (0.0025 + 0.01)))
})

it('has the moments of the Ornstein-Uhlenbeck process', () => {
  const kept = Math.exp(-2 * 1.5)
  const law = ornsteinUhlenbeck({ start: 3, mean: 1, reversion: 2, volatility: 0.5 })
  expectMoments(terminalOf(law, 3, 1.5), 1 + 2 * kept, (0.25 * (1 - kept * kept)) / 4)
})

it('grows in the mean as the drift of Heston says, by both schemes', () => {
  for (const scheme of ['quadratic-exponential', 'euler'] as const) {
    const law = heston({ start: 100, drift: 0.08, correlation: -0.6, ...variances }, scheme)
    const last = terminalOf(law, 20, 1)
    const error = Math.sqrt((variance(last) ?? Number.NaN) / last.length)
    expect(Math.abs((mean(last) ?? 0) - 100 * Math.exp(0.08)) / error).toBeLessThan(3.5)
  }
})

it('keeps a price with a correlation near 1 and long steps finite', () => {
  const wild = { varianceStart: 0, varianceMean: 0.5, reversion: 0.1, varianceVolatility: 3 }
  const law = heston({ start: 1, drift: 0, correlation: 0.99, ...wild })
  const last = simulatePaths(law, { paths: 2_000, steps: 2, horizonYears: 10 }, Random.fromSeed(1))
  expect(last.values.every(Number.isFinite)).toBe(true)
})

it('has without variance the price that only drifts', () => {
  const still = { varianceStart: 0, varianceMean: 0, reversion: 1, varianceVolatility: 0.5 }
  for (const scheme of ['quadratic-exponential', 'euler'] as const) {
    const law = heston({ start: 1, drift: 0.1, correlation: 0, ...still }, scheme)
    const last = simulatePaths(law, { paths: 2, steps: 4, horizonYears: 1 }, Random.fromSeed(1))
    expect(last.values[4]).toBeCloseTo(Math.exp(0.1), 12)
  }
})

it.each([0.05, 0.3, 0.5, 0.75, 0.95])(
  'embeds the covariance of Hurst exponent %s exactly',
  (hurst) => {
    const steps = 16
    const size = 2 * steps
    const law = fractionalBrownianMotion({ start: 0, hurst, volatility: 1 })
    const fill = law.over({ paths: size, steps, horizonYears: steps })
    // Draws that are one 1 among zeros give the columns of the root of the covariance.
    const draws = new Float64Array(size * size)
    for (let k = 0; k < size; k += 1) draws[k * size + k] = 1
    const block = { paths: size, steps, values: new Float64Array(size * (steps + 1)) }
    fill(block, draws)
    for (let s = 1; s <= steps; s += 1)
      for (let t = 1; t <= steps; t += 1) {
        let found = 0
        for (let k = 0; k < size; k += 1)
          found += (pathOf(block, k)[s] ?? 0) * (pathOf(block, k)[t] ?? 0)
        const raised = (x: number): number => (x === 0 ? 0 : Math.exp(2 * hurst * Math.log(x)))
        expect(found).toBeCloseTo((raised(s) + raised(t) - raised(Math.abs(t - s))) / 2, 10)
      }
  },
)

it.each([
  ['a start of 0', () => geometricBrownianMotion({ ...gbm, start: 0 })],
  ['a drift that is none', () => geometricBrownianMotion({ ...gbm, drift: Number.NaN })],
  ['a volatility below 0', () => geometricBrownianMotion({ ...gbm, volatility: -0.1 })],
  ['jumps below 0', () => mertonJumpDiffusion({ ...gbm, ...jumps, jumpsPerYear: -1 })],
  ['a correlation of 1', () => heston({ start: 1, drift: 0, correlation: 1, ...variances })],
  ['a reversion of 0', () => ornsteinUhlenbeck({ start: 0, mean: 0, reversion: 0, volatility: 1 })],
  ['an exponent of 1', () => fractionalBrownianMotion({ start: 0, hurst: 1, volatility: 1 })],
  ['a level of 0', () => touch(0)],
])('declines %s', (_, build) => {
  expect(build).toThrow(ArgumentError)
})

it('declines a step with more than 100 jumps', () => {
  const often = mertonJumpDiffusion({ ...gbm, ...jumps, jumpsPerYear: 1e4 })
  expect(() => simulatePaths(often, { ...grid, steps: 1 }, Random.fromSeed(1))).toThrow(
    ArgumentError,
  )
})
