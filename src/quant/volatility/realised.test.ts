import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import {
  bipowerVariation,
  EwmaVariance,
  ewmaVariances,
  fitHar,
  jumpScan,
  kernelBandwidth,
  medRealisedQuarticity,
  medRealisedVariance,
  minRealisedVariance,
  periodJumpTest,
  realisedKernel,
  realisedVariance,
  subsampledVariance,
  tripowerQuarticity,
  twoScaleVariance,
} from './index.ts'

const measures = {
  realisedVariance,
  bipowerVariation,
  minRealisedVariance,
  medRealisedVariance,
  'subsampled by 1': (returns: Float64Array) => subsampledVariance(walked(returns), 1),
  'subsampled by 3': (returns: Float64Array) => subsampledVariance(walked(returns), 3),
  'two scales, 3': (returns: Float64Array) => twoScaleVariance(walked(returns), 3),
  'kernel, 4': (returns: Float64Array) => realisedKernel(returns, 4),
}

function walked(returns: Float64Array): Float64Array {
  const prices = new Float64Array(returns.length + 1)
  returns.forEach((value, i) => {
    prices[i + 1] = (prices[i] as number) + value
  })
  return prices
}

function noise(seed: number, count: number, scale = 1): Float64Array {
  const random = Random.fromSeed(seed)
  return Float64Array.from({ length: count }, () => scale * random.normal())
}

const series = fc
  .array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 12, maxLength: 40 })
  .map((values) => Float64Array.from(values))

describe.each(Object.entries(measures))('%s', (name, measure) => {
  it('grows with the square of the returns', () => {
    fc.assert(
      fc.property(series, (returns) => {
        const twice = measure(returns.map((value) => 2 * value))
        expect(Math.abs(twice - 4 * measure(returns))).toBeLessThan(1e-9 * (1 + Math.abs(twice)))
      }),
      { numRuns: 50, seed: 1 },
    )
  })

  it('is the variance of returns without a jump', () => {
    let sum = 0
    for (let seed = 1; seed <= 40; seed += 1) sum += measure(noise(seed, 1000))
    // A grid of every third price leaves out up to two returns at its ends.
    expect(Math.abs(sum / 40_000 - 1)).toBeLessThan(0.02)
  })

  it('is 0 without a move, and declines NaN', () => {
    expect(measure(new Float64Array(20))).toBe(0)
    expect(() => measure(new Float64Array(20).fill(Number.NaN))).toThrow(ArgumentError)
    expect(() => measure(new Float64Array())).toThrow(ArgumentError)
    expect(name).not.toBe('')
  })
})

describe('noise', () => {
  it('is in plain realised variance, and out of two scales and the kernel', () => {
    const random = Random.fromSeed(4)
    const count = 5000
    const clean = walked(noise(5, count, 0.01))
    const prices = clean.map((value) => value + 0.02 * random.normal())
    const returns = prices.slice(1).map((value, i) => value - (prices[i] as number))
    const truth = realisedVariance(noise(5, count, 0.01))
    expect(realisedVariance(returns) / truth).toBeGreaterThan(5)
    expect(Math.abs(twoScaleVariance(prices, 100) / truth - 1)).toBeLessThan(0.25)
    const share = realisedVariance(returns) / (2 * count) / truth
    const bandwidth = kernelBandwidth(count, share)
    expect(bandwidth).toBeGreaterThan(10)
    expect(Math.abs(realisedKernel(returns, bandwidth) / truth - 1)).toBeLessThan(0.25)
  })

  it('has bandwidths within the sample', () => {
    expect(kernelBandwidth(1000, 0)).toBe(0)
    expect(kernelBandwidth(10, 100)).toBe(9)
    expect(kernelBandwidth(1, 0)).toBe(0)
    expect(() => kernelBandwidth(0, 0)).toThrow(ArgumentError)
    expect(() => kernelBandwidth(10, Number.NaN)).toThrow(ArgumentError)
    expect(() => kernelBandwidth(10, -1)).toThrow(ArgumentError)
    expect(() => realisedKernel(noise(1, 10), 10)).toThrow(ArgumentError)
    expect(() => subsampledVariance(noise(1, 10), 10)).toThrow(ArgumentError)
    expect(() => twoScaleVariance(noise(1, 10), 1)).toThrow(ArgumentError)
  })
})

describe('a jump', () => {
  const calm = noise(6, 288, 0.001)
  const jumping = calm.with(150, 0.02)

  it('hardly moves the measures that are robust, and half or more of the others is it', () => {
    expect(realisedVariance(jumping) / realisedVariance(calm)).toBeGreaterThan(2)
    for (const measure of [bipowerVariation, minRealisedVariance, medRealisedVariance])
      expect(measure(jumping) / measure(calm)).toBeLessThan(1.3)
    expect(tripowerQuarticity(jumping) / tripowerQuarticity(calm)).toBeLessThan(2.5)
    expect(medRealisedQuarticity(jumping) / medRealisedQuarticity(calm)).toBeLessThan(1.3)
    for (const quarticity of [tripowerQuarticity, medRealisedQuarticity])
      expect(Math.abs(quarticity(noise(7, 50_000)) / 50_000 / 50_000 - 1)).toBeLessThan(0.05)
  })

  it('is seen by both tests, and where it was', () => {
    expect(periodJumpTest(jumping)?.probability).toBeLessThan(1e-6)
    expect(periodJumpTest(jumping)?.jumpShare).toBeGreaterThan(0.4)
    expect(periodJumpTest(calm)?.probability).toBeGreaterThan(0.05)
    expect(jumpScan(jumping, { windowCount: 80 }).jumps).toEqual([150])
    expect(jumpScan(calm, { windowCount: 80 }).jumps).toEqual([])
    const { ratios } = jumpScan(jumping, { windowCount: 80 })
    expect(ratios[78]).toBeNaN()
    expect(ratios[79]).not.toBeNaN()
  })

  it('does not depend on the unit', () => {
    const scaled = jumping.map((value) => 1000 * value)
    expect(periodJumpTest(scaled)?.statistic).toBeCloseTo(
      periodJumpTest(jumping)?.statistic ?? Number.NaN,
      9,
    )
    expect(jumpScan(scaled, { windowCount: 80 }).jumps).toEqual([150])
  })

  it('cannot be told where nothing moves', () => {
    expect(periodJumpTest(new Float64Array(50))).toBeUndefined()
    expect(periodJumpTest(new Float64Array(50).with(4, 1))).toBeUndefined()
    expect(jumpScan(new Float64Array(50).with(40, 1), { windowCount: 20 }).jumps).toEqual([])
    expect(() => periodJumpTest(noise(1, 9))).toThrow(ArgumentError)
    expect(() => jumpScan(noise(1, 20), { windowCount: 20 })).toThrow(ArgumentError)
    expect(() => jumpScan(noise(1, 20), { windowCount: 2 })).toThrow(ArgumentError)
    expect(() => jumpScan(noise(1, 30), { windowCount: 20, level: 1 })).toThrow(ArgumentError)
  })
})

describe('HAR', () => {
  it('finds the weights a series was made with', () => {
    const shocks = noise(8, 4000, 0.1)
    const values = new Float64Array(4000)
    const meanBefore = (day: number, days: number): number =>
      values.slice(day - days, day).reduce((sum, value) => sum + value, 0) / days
    for (let day = 22; day < 4000; day += 1)
      values[day] =
        0.1 +
        0.4 * meanBefore(day, 1) +
        0.3 * meanBefore(day, 5) +
        0.2 * meanBefore(day, 22) +
        (shocks[day] as number)
    const fit = fitHar(values)
    const found = [fit?.constant, fit?.daily, fit?.weekly, fit?.monthly]
    ;[0.1, 0.4, 0.3, 0.2].forEach((wanted, i) => {
      const error = fit?.errors[i] ?? 0
      expect(Math.abs((found[i] ?? Number.NaN) - wanted)).toBeLessThan(4 * error)
    })
    expect(fit?.residuals.length).toBe(4000 - 22)
  })

  it('has no fit of a constant, and declines what is too short', () => {
    expect(fitHar(new Float64Array(60).fill(2))).toBeUndefined()
    expect(fitHar(noise(1, 60).fill(2, 22))).toBeUndefined()
    expect(() => fitHar(noise(1, 29))).toThrow(ArgumentError)
    expect(() => fitHar(noise(1, 40).with(3, Number.NaN))).toThrow(ArgumentError)
  })
})

describe('an exponentially weighted variance', () => {
  it('goes on one return at a time', () => {
    const returns = noise(9, 100)
    const path = ewmaVariances(returns, 0.9) ?? new Float64Array()
    const state = new EwmaVariance(path[0] as number, 0.9)
    returns.forEach((value, t) => {
      expect(state.variance).toBe(path[t])
      expect(state.update(value)).toBe(path[t + 1])
    })
  })

  it('has no start where nothing moves, and declines what is out of range', () => {
    expect(ewmaVariances(new Float64Array(5))).toBeUndefined()
    expect(() => ewmaVariances(new Float64Array())).toThrow(ArgumentError)
    expect(() => ewmaVariances(noise(1, 5), 1)).toThrow(ArgumentError)
    expect(() => new EwmaVariance(0)).toThrow(ArgumentError)
    const state = new EwmaVariance(1)
    expect(() => state.update(Number.NaN)).toThrow(ArgumentError)
    expect(() => state.update(1e200)).toThrow(ArgumentError)
    expect(state.variance).toBe(1)
  })
})
