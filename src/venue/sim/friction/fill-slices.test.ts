import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Random } from '../../../base/index.ts'
import { fillSlices } from './fill-slices.ts'

it('gives whole lots, one at least in each, that add up exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_007_199_254_740 }), fc.nat(), (lots, seed) => {
      const slices = fillSlices(lots, Random.fromSeed(seed))
      expect(slices.reduce((a, b) => a + b, 0)).toBe(lots)
      expect(slices.every((slice) => Number.isSafeInteger(slice) && slice >= 1)).toBe(true)
    }),
    { seed: 1, numRuns: 2_000 },
  )
})

it('never cuts one lot, and gives no more slices than lots', () => {
  const random = Random.fromSeed(3)
  for (let i = 0; i < 200; i += 1) {
    expect(fillSlices(1, random)).toEqual([1])
    expect(fillSlices(2, random).length).toBeLessThanOrEqual(2)
  }
})

it('gives the same slices for the same seed', () => {
  const [a, b] = [Random.fromSeed(7), Random.fromSeed(7)]
  for (let i = 0; i < 100; i += 1) expect(fillSlices(1_000, a)).toEqual(fillSlices(1_000, b))
})
