import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviation, mean, moments, variance } from './moments.ts'

const sample: fc.Arbitrary<Float64Array> = fc
  .array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 60 })
  .map((values) => Float64Array.from(values))

describe('moments', () => {
  it('are not defined for nothing, one value, equal values, NaN or an infinity', () => {
    const none = [[], [3], [0.1, 0.1, 0.1], [1, Number.NaN, 2], [1, Number.POSITIVE_INFINITY]]
    for (const values of none) expect(moments(Float64Array.from(values))).toBeUndefined()
  })

  it('are not defined when their powers leave the range of a double', () => {
    expect(moments(Float64Array.of(1e200, -1e200, 3))).toBeUndefined()
    expect(moments(Float64Array.of(1e-200, -1e-200, 0))).toBeUndefined()
    // Not out of it, but where a double has no digits left.
    expect(moments(Float64Array.of(0, -4.325829840800643e-81, 0))).toBeUndefined()
  })

  it('keep their digits far from zero', () => {
    const near = moments(Float64Array.of(1, 2, 3, 10))
    const far = moments(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 10))
    expect(far?.variance).toBe(near?.variance)
    expect(far?.kurtosis).toBe(near?.kurtosis)
  })

  it('have a shape where values are a rounding apart and their mean is one of them', () => {
    const ulp = 1.1368683772161603e-13
    const found = moments(Float64Array.of(1_000, 1_000 + ulp))
    expect([found?.skewness, found?.kurtosis]).toEqual([0, 1])
    expect(found?.variance).toBe((ulp * ulp) / 2)
    const few = moments(Float64Array.of(999.9999999997791, 999.9999999997794))
    expect(few?.skewness).toBeCloseTo(0, 12)
    expect(few?.kurtosis).toBeCloseTo(1, 12)
  })

  it('turn over with the sample: skewness changes sign, kurtosis stays', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const straight = moments(values)
        const turned = moments(values.map((value) => -value))
        expect(turned?.skewness ?? 0).toBeCloseTo(-(straight?.skewness ?? 0), 6)
        expect(turned?.kurtosis ?? 0).toBeCloseTo(straight?.kurtosis ?? 0, 6)
      }),
    )
  })

  it('obey kurtosis >= skewness² + 1, without which a Sharpe error has no root', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const found = moments(values)
        if (found === undefined) return
        const slack = 1e-6 * found.kurtosis
        expect(found.kurtosis + slack).toBeGreaterThanOrEqual(found.skewness * found.skewness + 1)
      }),
    )
  })
})

describe('mean and variance', () => {
  it('are not defined where there is too little', () => {
    expect(mean(new Float64Array(0))).toBeUndefined()
    expect(mean(Float64Array.of(5))).toBe(5)
    expect(variance(Float64Array.of(5))).toBeUndefined()
    expect(variance(Float64Array.of(5), 0)).toBe(0)
    expect(variance(Float64Array.of(5, Number.NaN))).toBeUndefined()
  })

  it('show no spread among equal values, exactly', () => {
    expect(variance(new Float64Array(10).fill(0.1))).toBe(0)
    expect(deviation(new Float64Array(10).fill(0.1))).toBe(0)
  })

  it('lie within the sample', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const middle = mean(values) ?? Number.NaN
        expect(middle).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9)
        expect(middle).toBeLessThanOrEqual(Math.max(...values) + 1e-9)
      }),
    )
  })
})
