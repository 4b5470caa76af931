import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/monte-carlo.json' with { type: 'json' }
import { Random } from '../../base/index.ts'
import {
  estimateMean,
  fractionalBrownianMotion,
  gamblersRuin,
  geometricBrownianMotion,
  heston,
  lossTail,
  type MeanEstimate,
  mertonJumpDiffusion,
  type Payoff,
  type PathLaw,
  ruinOfGeometricBrownianMotion,
  streamPaths,
} from './index.ts'

/** How far the simulated mean is from the true one, in its own standard errors. */
function errorsOff(estimate: MeanEstimate, wanted: number): number {
  return Math.abs(estimate.mean - wanted) / estimate.standardError
}

function callOf(at: {
  readonly strike: number
  readonly rate: number
  readonly years: number
}): Payoff {
  const discount = Math.exp(-at.rate * at.years)
  return ({ steps, values }, path) =>
    discount * Math.max((values[path * (steps + 1) + steps] as number) - at.strike, 0)
}

type Call = {
  readonly law: PathLaw
  readonly of: {
    readonly spot: number
    readonly strike: number
    readonly rate: number
    readonly years: number
  }
  readonly paths: number
  readonly steps: number
}

/** Antithetic, and with the price itself as control. */
function priceOf({ law, of, paths, steps }: Call, seed: number): MeanEstimate {
  const last: Payoff = (block, path) =>
    block.values[path * (block.steps + 1) + block.steps] as number
  return estimateMean({
    law,
    grid: { paths, steps, horizonYears: of.years, isAntithetic: true },
    random: Random.fromSeed(seed),
    payoff: callOf(of),
    control: { payoff: last, mean: of.spot * Math.exp(of.rate * of.years) },
  })
}

it.each(golden.blackScholes)('prices the call at $strike as Black and Scholes do', (of) => {
  const law = geometricBrownianMotion({
    start: of.spot,
    drift: of.rate,
    volatility: of.volatility,
  })
  const found = priceOf({ law, of, paths: 40_000, steps: 5 }, 1)
  expect(errorsOff(found, of.price)).toBeLessThan(3)
  expect(found.standardError / of.price).toBeLessThan(0.02)
  expect(found.varianceReduction).toBeGreaterThan(1.5)
})

it.each(golden.merton)('prices the call under $jumps jumps a year as Merton does', (of) => {
  const law = mertonJumpDiffusion({
    start: of.spot,
    drift: of.rate,
    volatility: of.volatility,
    jumpsPerYear: of.jumps,
    jumpMean: of.mean,
    jumpDeviation: of.deviation,
  })
  const found = priceOf({ law, of, paths: 60_000, steps: 4 }, 2)
  expect(errorsOff(found, of.price)).toBeLessThan(3)
  expect(found.standardError / of.price).toBeLessThan(0.01)
})

describe.each(golden.heston)('$name', (of) => {
  const law = (scheme: 'quadratic-exponential' | 'euler'): PathLaw =>
    heston({ ...of, start: of.spot, drift: of.rate }, scheme)

  it('is published as the generator has it', () => {
    expect(Math.abs(of.price - of.published)).toBeLessThan(6e-4)
  })

  it('is met by the quadratic-exponential scheme', () => {
    const steps = 8 * of.years
    const call = { law: law('quadratic-exponential'), of, paths: 20_000, steps }
    const found = priceOf(call, 3)
    expect(errorsOff(found, of.price)).toBeLessThan(3)
    expect(found.standardError / of.price).toBeLessThan(0.01)
  })
})

it('comes near to Heston by Euler steps that are short', () => {
  for (const of of golden.heston.slice(0, 1)) {
    const law = heston({ ...of, start: of.spot, drift: of.rate }, 'euler')
    const found = priceOf({ law, of, paths: 20_000, steps: 250 }, 4)
    // One error more than elsewhere: the scheme has a bias of its own, which falls with the step.
    expect(errorsOff(found, of.price)).toBeLessThan(4)
  }
})

it.each(golden.firstPassage)('falls to $levelShare as the inverse Gaussian law says', (of) => {
  expect(Math.abs(ruinOfGeometricBrownianMotion(of) - of.chance)).toBeLessThan(1e-10)
})

it.each(golden.gamblersRuin)('ruins a gambler with $stake of $target', (of) => {
  expect(Math.abs(gamblersRuin(of) / of.chance - 1)).toBeLessThan(golden.tolerance)
})

it.each(golden.losses.levels)('has the tail of losses at $level', (of) => {
  const found = lossTail(Float64Array.from(golden.losses.values), of.level)
  expect(found.valueAtRisk).toBe(of.valueAtRisk)
  expect(Math.abs(found.expectedShortfall / of.expectedShortfall - 1)).toBeLessThan(1e-12)
})

it.each(golden.fractional)('has the covariance of a Hurst exponent of $hurst', (of) => {
  const { hurst, years: horizonYears, steps } = of
  const law = fractionalBrownianMotion({ start: 0, hurst, volatility: 1 })
  const sums = of.covariance.map((row) => row.map(() => 0))
  const paths = 40_000
  streamPaths(law, { paths, steps, horizonYears }, Random.fromSeed(5), (block) => {
    for (let path = 0; path < block.paths; path += 1) {
      const at = (step: number): number => block.values[path * (steps + 1) + step + 1] as number
      sums.forEach((row, i) => {
        for (let j = 0; j < steps; j += 1) row[j] = (row[j] ?? 0) + at(i) * at(j)
      })
    }
  })
  const wanted = of.covariance
  const at = (i: number, j: number): number => wanted[i]?.[j] ?? Number.NaN
  for (let i = 0; i < steps; i += 1)
    for (let j = 0; j < steps; j += 1) {
      const error = Math.sqrt((at(i, i) * at(j, j) + at(i, j) * at(i, j)) / paths)
      expect(Math.abs((sums[i]?.[j] ?? Number.NaN) / paths - at(i, j)) / error).toBeLessThan(4)
    }
})
