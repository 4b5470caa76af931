import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { kolmogorovTail } from '../kolmogorov-tail.ts'
import { normalCdf } from '../normal.ts'
import { exactKolmogorovTail } from './kolmogorov-law.ts'
import {
  type Adjustment,
  adjustProbabilities,
  andersonDarling,
  archTest,
  boxPierce,
  dieboldMariano,
  jarqueBera,
  ksTest,
  ljungBox,
  mannWhitney,
  oneSampleTTest,
  pairedTTest,
  runsTest,
  type TestResult,
  twoSampleKsTest,
  varianceRatio,
  welchTest,
} from './index.ts'

const adjustments: readonly Adjustment[] = [
  'bonferroni',
  'holm',
  'hochberg',
  'benjamini-hochberg',
  'benjamini-yekutieli',
]
const probability = fc.double({ min: 0, max: 1, noNaN: true })
// Whole hundredths: ties happen, and a shift or a scale leaves them ties.
const value = fc.integer({ min: -900, max: 900 }).map((cents) => cents / 128)
const sample = fc.array(value, { minLength: 12, maxLength: 40 }).map((x) => Float64Array.from(x))

/** Every test of one series, and of two. */
const ofOne: readonly (readonly [string, (x: Float64Array) => TestResult | undefined])[] = [
  ['jarqueBera', jarqueBera],
  ['andersonDarling', andersonDarling],
  ['ljungBox', (x) => ljungBox(x, { lags: 3 })],
  ['boxPierce', (x) => boxPierce(x, { lags: 3 })],
  ['archTest', (x) => archTest(x, 2)],
  ['varianceRatio', (x) => varianceRatio(x, { steps: 3 })],
  ['runsTest', runsTest],
]
const ofTwo: readonly (readonly [
  string,
  (a: Float64Array, b: Float64Array) => TestResult | undefined,
])[] = [
  ['welchTest', welchTest],
  ['mannWhitney', mannWhitney],
  ['twoSampleKsTest', twoSampleKsTest],
  ['pairedTTest', (a, b) => pairedTTest(...sameLength(a, b))],
  ['dieboldMariano', (a, b) => dieboldMariano(...sameLength(a, b))],
]

function sameLength(a: Float64Array, b: Float64Array): readonly [Float64Array, Float64Array] {
  const count = Math.min(a.length, b.length)
  return [a.subarray(0, count), b.subarray(0, count)]
}

function expectSame(one: TestResult | undefined, other: TestResult | undefined): void {
  expect(one === undefined).toBe(other === undefined)
  expect(other?.statistic ?? 0).toBeCloseTo(one?.statistic ?? 0, 6)
  expect(other?.probability ?? 0).toBeCloseTo(one?.probability ?? 0, 7)
}

describe('many tests', () => {
  it('are adjusted upwards, in the same order, and rejected as their adjusted value says', () => {
    const many = fc.array(probability, { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(many, fc.constantFrom(...adjustments), (raw, adjustment) => {
        const { probabilities, isRejected, rejections } = adjustProbabilities(raw, adjustment, 0.1)
        raw.forEach((one, i) => {
          const adjusted = probabilities[i] ?? Number.NaN
          expect(adjusted).toBeGreaterThanOrEqual(Math.min(1, one))
          expect(adjusted).toBeLessThanOrEqual(1)
          expect(isRejected[i]).toBe(adjusted <= 0.1)
          raw.forEach((other, j) => {
            if (one <= other) expect(adjusted).toBeLessThanOrEqual(probabilities[j] ?? Number.NaN)
          })
        })
        expect(rejections).toBe(isRejected.filter(Boolean).length)
      }),
    )
  })

  it('reject more the less they hold: Bonferroni, Holm, Hochberg, Benjamini-Hochberg', () => {
    const many = fc.array(probability, { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(many, (raw) => {
        const [first, ...rest] = adjustments
          .slice(0, 4)
          .map((adjustment) => adjustProbabilities(raw, adjustment).probabilities)
        rest.reduce((strict, loose) => {
          strict?.forEach((one, i) => expect(loose?.[i]).toBeLessThanOrEqual(one + 1e-15))
          return loose
        }, first ?? new Float64Array())
      }),
    )
  })

  it('leave a single test as it is', () => {
    for (const adjustment of adjustments)
      expect(adjustProbabilities([0.03], adjustment).probabilities[0]).toBe(0.03)
  })

  it('decline none, and what is no probability or level', () => {
    expect(() => adjustProbabilities([], 'holm')).toThrow(ArgumentError)
    expect(() => adjustProbabilities([0.1, 1.2], 'holm')).toThrow('probabilities[1]')
    expect(() => adjustProbabilities([Number.NaN], 'holm')).toThrow(ArgumentError)
    expect(() => adjustProbabilities([0.1], 'holm', 1)).toThrow('level')
  })
})

describe.each(ofOne)('%s', (_, test) => {
  it('stays the same when the series is shifted and scaled', () => {
    fc.assert(
      fc.property(sample, fc.constantFrom(0.25, 4, 64), value, (x, scale, shift) => {
        expectSame(test(x), test(x.map((one) => one * scale + shift)))
      }),
    )
  })

  it('gives a probability, or nothing', () => {
    fc.assert(
      fc.property(sample, (x) => {
        const found = test(x)
        if (found === undefined) return
        expect(Number.isFinite(found.statistic)).toBe(true)
        expect(found.probability).toBeGreaterThanOrEqual(0)
        expect(found.probability).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('has no answer for equal values, and declines what is no series', () => {
    expect(test(new Float64Array(20).fill(0.1))).toBeUndefined()
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => test(Float64Array.of(1, 2, 3, 4, 5, bad, 2, 3, 4, 5, 1))).toThrow(ArgumentError)
    expect(() => test(new Float64Array())).toThrow(ArgumentError)
    expect(() => test(Float64Array.of(1))).toThrow(ArgumentError)
  })
})

describe.each(ofTwo)('%s', (_, test) => {
  it('stays the same when both samples are shifted and scaled', () => {
    fc.assert(
      fc.property(sample, sample, fc.constantFrom(0.25, 4), value, (a, b, scale, shift) => {
        const move = (x: Float64Array): Float64Array => x.map((one) => one * scale + shift)
        expectSame(test(a, b), test(move(a), move(b)))
      }),
    )
  })

  it('has the same two-sided probability with the samples in the other order', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const [one, other] = [test(a, b), test(b, a)]
        expect(one === undefined).toBe(other === undefined)
        expect(other?.probability ?? 0).toBeCloseTo(one?.probability ?? 0, 12)
        expect(one?.probability ?? 0).toBeGreaterThanOrEqual(0)
        expect(one?.probability ?? 0).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('declines what is no series', () => {
    const fine = Float64Array.of(1, 3, 2, 4)
    for (const bad of [Float64Array.of(1, Number.NaN, 2, 3), new Float64Array()]) {
      expect(() => test(fine, bad)).toThrow(ArgumentError)
      expect(() => test(bad, fine)).toThrow(ArgumentError)
    }
  })
})

describe('samples without an answer', () => {
  const flat = new Float64Array(20).fill(0.1)

  it('are constant ones where a spread is wanted', () => {
    expect(welchTest(flat, flat)).toBeUndefined()
    expect(oneSampleTTest(flat)).toBeUndefined()
    expect(pairedTTest(flat, flat)).toBeUndefined()
    expect(mannWhitney(flat, flat)).toBeUndefined()
    expect(dieboldMariano(flat, flat)).toBeUndefined()
    expect(twoSampleKsTest(flat, flat)).toEqual({ statistic: 0, probability: 1 })
  })

  it('are one constant sample in no test of two but the paired', () => {
    const other = Float64Array.from(flat, (_, i) => i)
    expect(welchTest(flat, other)?.degrees).toBe(19)
    expect(mannWhitney(flat, other)?.statistic).toBe(20)
  })

  it('are lines, squares that alternate, and losses whose window sums to nothing', () => {
    const line = Float64Array.from(flat, (_, i) => 0.1 * i)
    expect(varianceRatio(line, { steps: 2 })).toBeUndefined()
    const turns = Float64Array.from(flat, (_, i) => (i % 2 === 0 ? 1 : -1))
    expect(archTest(turns, 1)).toBeUndefined()
    const window = { horizon: 2 }
    expect(dieboldMariano(turns, flat, window)).toBeUndefined()
    expect(dieboldMariano(turns, flat, { ...window, window: 'bartlett' })).toBeDefined()
  })
})

describe('sides', () => {
  it('of a test without ties add up to 1, or more by what both hold', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const sides = ['less', 'greater'] as const
        const [less, greater] = sides.map((side) => welchTest(a, b, side)?.probability ?? 0.5)
        expect((less ?? 0) + (greater ?? 0)).toBeCloseTo(1, 12)
      }),
    )
  })

  it('of Mann-Whitney are those of all 20 ways to deal 6 values', () => {
    const [a, b] = [Float64Array.of(1, 2, 4), Float64Array.of(3, 5, 6)]
    // 1 of 9 pairs is won; 2 of 20 ways win as few.
    expect(mannWhitney(a, b, { alternative: 'less' })).toEqual({ statistic: 1, probability: 0.1 })
    expect(mannWhitney(a, b)?.probability).toBeCloseTo(0.2, 14)
    expect(mannWhitney(b, a, { alternative: 'less' })?.probability).toBeCloseTo(0.95, 14)
  })
})

describe('the law of the largest distance', () => {
  it('falls from 1 to 0, exact and in the limit, which meet for many values', () => {
    const distances = Array.from({ length: 60 }, (_, i) => (i + 1) / 61)
    for (const count of [1, 2, 5, 37, 140]) {
      const tails = distances.map((distance) => exactKolmogorovTail(distance, count))
      tails.reduce((before, tail) => {
        expect(tail).toBeLessThanOrEqual(before + 1e-13)
        return tail
      }, 1)
      expect(tails.every((tail) => tail >= 0 && tail <= 1)).toBe(true)
    }
    expect(exactKolmogorovTail(0.04, 1000)).toBeCloseTo(kolmogorovTail(0.04 * Math.sqrt(1000)), 2)
    expect(exactKolmogorovTail(1, 3)).toBe(0)
    expect(exactKolmogorovTail(0, 3)).toBe(1)
    expect(kolmogorovTail(0)).toBe(1)
  })

  it('is known by hand for one value: 2 - 2d from a half on', () => {
    expect(exactKolmogorovTail(0.7, 1)).toBeCloseTo(0.6, 14)
    expect(exactKolmogorovTail(0.3, 1)).toBe(1)
  })
})

it('tells a sample apart from a law far off with a small probability that keeps its digits', () => {
  const random = Random.fromSeed(4)
  const far = Float64Array.from({ length: 90 }, () => 4 + random.normal())
  expect(ksTest(far, normalCdf).probability).toBeLessThan(1e-60)
  expect(ksTest(far, normalCdf).probability).toBeGreaterThan(0)
})

it('declines options out of range', () => {
  const x = Float64Array.of(1, 3, 2, 5, 4, 6, 2, 8, 1, 3)
  expect(() => ljungBox(x, { lags: 0 })).toThrow('lags')
  expect(() => ljungBox(x, { lags: 10 })).toThrow(ArgumentError)
  expect(() => ljungBox(x, { lags: 2, fitted: 2 })).toThrow('fitted must be below lags')
  expect(() => archTest(x, 5)).toThrow(ArgumentError)
  expect(() => varianceRatio(x, { steps: 1 })).toThrow('steps')
  expect(() => varianceRatio(x, { steps: 9 })).toThrow(ArgumentError)
  expect(() => dieboldMariano(x, x, { horizon: 0 })).toThrow('horizon')
  expect(() => dieboldMariano(x, x, { horizon: 10 })).toThrow(ArgumentError)
  expect(() => pairedTTest(x, x.subarray(1))).toThrow('as long as')
  expect(() => mannWhitney(x, x, { exactMax: 0.5 })).toThrow('exactMax')
  expect(() => ksTest(x, normalCdf, 2000)).toThrow('exactMax')
  expect(() => twoSampleKsTest(x, x, -1)).toThrow('exactMax')
  expect(() => oneSampleTTest(Float64Array.of(1))).toThrow(ArgumentError)
})
