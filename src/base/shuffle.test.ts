import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Random } from './random.ts'
import { shuffle } from './shuffle.ts'

it('keeps what there is, and gives the same order for the same chance', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(), (values, seed) => {
      const [one, other] = [[...values], [...values]]
      shuffle(one, Random.fromSeed(seed))
      shuffle(other, Random.fromSeed(seed))
      expect(one).toEqual(other)
      expect(one.toSorted((a, b) => a - b)).toEqual(values.toSorted((a, b) => a - b))
    }),
  )
})

it('comes to every order about as often', () => {
  const random = Random.fromSeed(1)
  const seen = new Map<string, number>()
  for (let n = 0; n < 6_000; n += 1) {
    const order = [0, 1, 2]
    shuffle(order, random)
    seen.set(order.join(''), (seen.get(order.join('')) ?? 0) + 1)
  }
  expect(seen.size).toBe(6)
  for (const count of seen.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150)
})
