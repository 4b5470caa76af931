import fc from 'fast-check'
import { expect, it } from 'vitest'
import { autocorrelation } from './autocorrelation.ts'

it('is not defined for too few, equal or broken values', () => {
  expect(autocorrelation(new Float64Array(0), 0)).toBeUndefined()
  expect(autocorrelation(Float64Array.of(1), 0)).toBeUndefined()
  expect(autocorrelation(Float64Array.of(1, 2), 1)).toBeUndefined()
  expect(autocorrelation(Float64Array.of(0.1, 0.1, 0.1), 1)).toBeUndefined()
  expect(autocorrelation(Float64Array.of(1, Number.NaN, 3), 1)).toBeUndefined()
})

it('is 1 with itself and near -1 for a saw', () => {
  const saw = Float64Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : -1))
  expect(autocorrelation(saw, 0)).toBe(1)
  expect(autocorrelation(saw, 1)).toBeCloseTo(-0.99, 10)
})

it('never leaves -1 to 1', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2 }),
      fc.integer({ min: 0, max: 20 }),
      (values, lag) => {
        const found = autocorrelation(Float64Array.from(values), lag) ?? 0
        expect(Math.abs(found)).toBeLessThanOrEqual(1 + 1e-12)
      },
    ),
  )
})
