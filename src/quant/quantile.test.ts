import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quantile } from './quantile.ts'

it('is not defined for nothing, nor with a NaN', () => {
  expect(quantile(new Float64Array(0), 0.5)).toBeUndefined()
  expect(quantile(Float64Array.of(1, Number.NaN), 0.5)).toBeUndefined()
})

it('is the value itself for one value, and for equal infinities', () => {
  expect(quantile(Float64Array.of(7), 0.3)).toBe(7)
  expect(quantile(new Float64Array(3).fill(Number.NEGATIVE_INFINITY), 0.3)).toBe(-Infinity)
})

it('leaves the sample in its order, and rises with the share', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, share) => {
        const sample = Float64Array.from(values)
        const at = quantile(sample, share) ?? Number.NaN
        expect([...sample]).toEqual(values)
        expect(at).toBeGreaterThanOrEqual(quantile(sample, 0) ?? Number.NaN)
        expect(at).toBeLessThanOrEqual(quantile(sample, 1) ?? Number.NaN)
      },
    ),
  )
})
