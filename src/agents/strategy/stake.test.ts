import fc from 'fast-check'
import { expect, it } from 'vitest'
import { levelAt, stake } from './stake.ts'

const positive = (max: number): fc.Arbitrary<number> =>
  fc.double({ min: 1e-6, max, noNaN: true, minExcluded: true })

it('loses the risk at the stop, or less where the most is less', () => {
  expect(stake(100, 2, 0.005, 1)).toBe(0.25)
  expect(stake(100, 2, 0.005, 0.1)).toBe(0.1)
  fc.assert(
    fc.property(positive(1e6), positive(1e6), positive(0.1), positive(1), (...of) => {
      const [close, distance, risk, most] = of
      const share = stake(close, distance, risk, most)
      expect(share).toBeGreaterThan(0)
      expect(share).toBeLessThanOrEqual(most)
      expect((share * distance) / close).toBeLessThanOrEqual(risk * (1 + 1e-12))
    }),
  )
})

it('is nothing where there is no distance', () => {
  expect([stake(100, 0, 0.01, 1), stake(100, Number.NaN, 0.01, 1)]).toEqual([0, 0])
})

it('sets no level at 0 or below, however far it is', () => {
  expect(levelAt(100, -3)).toBe(97)
  expect(levelAt(100, 3)).toBe(103)
  expect(levelAt(100, -250)).toBe(1)
})
