import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { autoregression } from '../../../test/golden/quant/rates.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import {
  approximateEntropy,
  benford,
  detrendedFluctuation,
  hurst,
  lyapunovExponent,
  permutationEntropy,
  recurrence,
  sampleEntropy,
  shannonEntropy,
} from './index.ts'

const drawn = (seed: number, decay = 0.3, count = 120): Float64Array =>
  autoregression(Random.fromSeed(seed), count, decay)

const seeds = fc.integer({ min: 1, max: 1e6 })
const scales = fc.double({ min: 0.01, max: 1000, noNaN: true })
const shifts = fc.double({ min: -1000, max: 1000, noNaN: true })
const constant = new Float64Array(80).fill(0.1)

/** Every measure of one series that scale and shift leave alone, and what it says of a constant. */
const measures: readonly (readonly [
  name: string,
  measure: (series: Float64Array) => number | undefined,
  ofConstant: number | undefined,
])[] = [
  ['hurst', (series) => hurst(series)?.exponent, undefined],
  ['hurst, corrected', (series) => hurst(series)?.corrected, undefined],
  ['detrendedFluctuation', (series) => detrendedFluctuation(series)?.exponent, undefined],
  ['order 2', (series) => detrendedFluctuation(series, { order: 2 })?.exponent, undefined],
  ['permutationEntropy', (series) => permutationEntropy(series), 0],
  ['sampleEntropy', (series) => sampleEntropy(series, { length: 1 }), undefined],
  ['approximateEntropy', (series) => approximateEntropy(series), undefined],
  ['shannonEntropy', (series) => shannonEntropy(series, 8)?.normalised, undefined],
  ['lyapunovExponent', (series) => lyapunovExponent(series), undefined],
]

describe.each(measures)('%s', (_, measure, ofConstant) => {
  it('does not feel scale and shift', () => {
    fc.assert(
      fc.property(seeds, scales, shifts, (seed, scale, shift) => {
        const series = drawn(seed)
        const moved = measure(series.map((value) => value * scale + shift))
        // A value on an edge may fall to its other side.
        expect(Math.abs((moved ?? 0) - (measure(series) ?? 0))).toBeLessThan(0.03)
      }),
      { numRuns: 20 },
    )
  })

  it('says of a constant series what is written', () => {
    expect(measure(constant)).toBe(ofConstant)
    expect(measure(new Float64Array(80))).toBe(ofConstant)
  })

  it('declines what is not finite, one value and nothing', () => {
    const bad = [drawn(1).with(5, Number.NaN), drawn(1).with(5, Number.POSITIVE_INFINITY)]
    for (const series of [...bad, Float64Array.of(1), new Float64Array(0)])
      expect(() => measure(series)).toThrow(ArgumentError)
  })
})

describe('hurst and detrendedFluctuation', () => {
  it('tell what keeps going from noise, and noise from what turns', () => {
    const of = [-0.6, 0, 0.8].map((decay) => drawn(3, decay, 2000))
    const exponents = of.map((series) => hurst(series)?.corrected ?? Number.NaN)
    const fluctuations = of.map((series) => detrendedFluctuation(series)?.exponent ?? Number.NaN)
    for (const [turning = 0, noise = 0, keeping = 0] of [exponents, fluctuations]) {
      expect(turning).toBeLessThan(noise)
      expect(noise).toBeLessThan(keeping)
      expect(Math.abs(noise - 0.5)).toBeLessThan(0.06)
    }
  })

  it('have no answer where the chunks do not move, or a trend fits the sums', () => {
    const step = new Float64Array(64).fill(1).with(63, 2)
    expect(hurst(step)?.exponent).toBeDefined()
    const line = Float64Array.from({ length: 64 }, (_, i) => i)
    expect(detrendedFluctuation(line, { order: 2 })).toBeUndefined()
    expect(detrendedFluctuation(line, { order: 1 })?.exponent).toBeCloseTo(2, 1)
  })

  it('decline too few values, and sizes the length does not bear', () => {
    expect(() => hurst(drawn(1).slice(0, 31))).toThrow(ArgumentError)
    expect(() => detrendedFluctuation(drawn(1), { sizes: [8, 16] })).toThrow(ArgumentError)
    expect(() => detrendedFluctuation(drawn(1), { sizes: [3, 8, 16] })).toThrow(ArgumentError)
    expect(() => detrendedFluctuation(drawn(1), { sizes: [8, 16, 61] })).toThrow(ArgumentError)
  })
})

describe('entropies', () => {
  it('of order are 1 for long noise, 0 for what only rises', () => {
    expect(permutationEntropy(drawn(4, 0, 5000))).toBeGreaterThan(0.999)
    expect(permutationEntropy(Float64Array.of(1, 2, 3, 4, 5))).toBe(0)
    expect(permutationEntropy(Float64Array.of(5, 4, 3, 2, 1))).toBe(0)
  })

  it('do not feel a monotone change of the values', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const series = drawn(seed)
        expect(permutationEntropy(series.map(Math.exp))).toBe(permutationEntropy(series))
      }),
      { numRuns: 20 },
    )
  })

  it('of stretches are lower for a wave than for noise', () => {
    const wave = Float64Array.from({ length: 200 }, (_, i) => Math.sin(0.3 * i))
    for (const entropy of [sampleEntropy, approximateEntropy])
      expect(entropy(wave)).toBeLessThan((entropy(drawn(5, 0, 200)) ?? 0) / 2)
    expect(sampleEntropy(Float64Array.of(1, 10, 100, 1000, 10_000))).toBeUndefined()
  })

  it('decline options out of range', () => {
    expect(() => permutationEntropy(drawn(1), { order: 9 })).toThrow(ArgumentError)
    expect(() => permutationEntropy(drawn(1), { delay: 0 })).toThrow(ArgumentError)
    expect(() => sampleEntropy(drawn(1), { tolerance: 0 })).toThrow(ArgumentError)
    expect(() => sampleEntropy(drawn(1), { length: 0 })).toThrow(ArgumentError)
    expect(() => shannonEntropy(drawn(1), 1)).toThrow(ArgumentError)
  })

  it('of a histogram are 1 when bins are equally full', () => {
    expect(shannonEntropy(Float64Array.of(0, 1, 2, 3), 4)?.normalised).toBeCloseTo(1, 12)
  })
})

describe('recurrence', () => {
  it('is all there for a constant series, and undefined where nothing comes back', () => {
    const { rate, determinism, laminarity } = recurrence(constant, { threshold: 1 }) ?? {}
    // The corners of the plot are lines of one point.
    expect([rate, determinism, laminarity]).toEqual([1, 1 - 2 / (80 * 79), 1])
    const line = Float64Array.from({ length: 20 }, (_, i) => i)
    expect(recurrence(line, { threshold: 0.5 })).toBeUndefined()
  })

  it('stays within 0 and 1, and its rate grows with the threshold', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.1, max: 2, noNaN: true }), (seed, threshold) => {
        const series = drawn(seed, 0.3, 60)
        const [near, far] = [threshold, 2 * threshold].map((reach) =>
          recurrence(series, { threshold: reach, dimension: 2 }),
        )
        for (const value of Object.values(near ?? {})) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
        }
        expect(far?.rate ?? 0).toBeGreaterThanOrEqual(near?.rate ?? 0)
      }),
      { numRuns: 30 },
    )
  })

  it('is far more determined for a wave than for noise', () => {
    const wave = Float64Array.from({ length: 200 }, (_, i) => Math.sin(0.3 * i))
    const determined = (series: Float64Array): number =>
      recurrence(series, { threshold: 0.1, dimension: 2 })?.determinism ?? 0
    expect(determined(wave)).toBeGreaterThan(0.85)
    expect(determined(drawn(7, 0, 200))).toBeLessThan(0.4)
  })

  it('declines what does not fit', () => {
    expect(() => recurrence(drawn(1), { threshold: 0 })).toThrow(ArgumentError)
    expect(() => recurrence(drawn(1), { threshold: 1, lineMin: 1 })).toThrow(ArgumentError)
    expect(() => recurrence(drawn(1), { threshold: 1, dimension: 119 })).toThrow(ArgumentError)
    expect(() => recurrence(drawn(1).with(3, Number.NaN), { threshold: 1 })).toThrow(ArgumentError)
    expect(() => recurrence(new Float64Array(9000), { threshold: 1 })).toThrow(ArgumentError)
  })
})

describe('benford', () => {
  it('reads first digits of any size and sign, and leaves zeros out', () => {
    const values = Float64Array.of(1000, -0.001, 9.99e99, 5e-324, 0, 0.3, 123)
    expect(benford(values)?.counts).toEqual([3, 0, 1, 0, 1, 0, 0, 0, 1])
    expect(benford(new Float64Array(4))).toBeUndefined()
    expect(() => benford(new Float64Array(0))).toThrow(ArgumentError)
    expect(() => benford(Float64Array.of(1, Number.NaN))).toThrow(ArgumentError)
  })

  it('does not feel powers of ten or sign', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1 }), (numbers) => {
        const values = Float64Array.from(numbers)
        expect(benford(values.map((value) => -value * 1000))).toEqual(benford(values))
      }),
    )
  })

  it.each([
    [45, 'close'],
    [360, 'acceptable'],
    [585, 'marginal'],
    [900, 'none'],
  ])('calls %i ones of 10,000 that became nines %s', (moved, conformity) => {
    const counts = Array.from({ length: 9 }, (_, i) =>
      Math.round(1e4 * Math.log10(1 + 1 / (i + 1))),
    )
    counts[0] = (counts[0] ?? 0) - moved
    counts[8] = (counts[8] ?? 0) + moved
    const digits = counts.flatMap((count, i) => Array.from({ length: count }, () => i + 1))
    const found = benford(Float64Array.from(digits))
    expect(found?.conformity).toBe(conformity)
    expect(found?.meanAbsoluteDeviation).toBeCloseTo((2 * moved) / 9e4, 4)
  })

  it('calls even digits what they are', () => {
    const even = Float64Array.from({ length: 900 }, (_, i) => 100 + i)
    const found = benford(even)
    expect(found?.conformity).toBe('none')
    expect(found?.probability).toBeLessThan(1e-6)
  })

  it('rejects a law that holds about as often as the level says', () => {
    const random = Random.fromSeed(6)
    let rejected = 0
    for (let run = 0; run < 500; run += 1) {
      const values = Float64Array.from({ length: 300 }, () =>
        Math.exp(Math.LN10 * 4 * random.next()),
      )
      if ((benford(values)?.probability ?? 1) < 0.05) rejected += 1
    }
    expect(Math.abs(rejected / 500 - 0.05)).toBeLessThan(0.03)
  })
})

describe('lyapunovExponent', () => {
  it('is near log 2 for the logistic map', () => {
    let value = 0.3
    const map = Float64Array.from({ length: 1500 }, () => {
      value = 4 * value * (1 - value)
      return value
    })
    const found = lyapunovExponent(map, { dimension: 2, steps: 5 })
    expect(Math.abs((found ?? 0) - Math.LN2)).toBeLessThan(0.1)
  })

  it('declines what does not fit', () => {
    expect(() => lyapunovExponent(drawn(1).slice(0, 33))).toThrow(ArgumentError)
    expect(() => lyapunovExponent(drawn(1), { steps: 1 })).toThrow(ArgumentError)
    expect(() => lyapunovExponent(drawn(1), { dimension: 0 })).toThrow(ArgumentError)
  })
})
