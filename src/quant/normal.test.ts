import fc from 'fast-check'
import { expect, it } from 'vitest'
import { normalCdf, normalQuantile } from './normal.ts'

it('says NaN to NaN and declines shares outside 0 to 1', () => {
  expect(normalCdf(Number.NaN)).toBeNaN()
  for (const share of [Number.NaN, -0.1, 1.1])
    expect(() => normalQuantile(share)).toThrow('p must be from 0 to 1')
})

it('reaches its ends', () => {
  expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1])
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
})

it('undoes itself', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (share) => {
      expect(normalCdf(normalQuantile(share))).toBeCloseTo(share, 12)
    }),
  )
})
