import { expect, it } from 'vitest'
import { drawPoisson } from './draw-poisson.ts'
import { Random } from './random.ts'

it.each([0.2, 3, 29.9, 30, 100, 2_000])('has mean and variance %d', (mean) => {
  const random = Random.fromSeed(5)
  const n = 20_000
  let sum = 0
  let squares = 0
  for (let i = 0; i < n; i += 1) {
    const off = drawPoisson(random, mean) - mean
    sum += off
    squares += off * off
  }
  const error = Math.sqrt(mean / n)
  expect(Math.abs(sum / n)).toBeLessThan(4 * error)
  // The fourth moment of a Poisson count about its mean is mean + 3 mean^2.
  const spread = Math.sqrt((mean + 2 * mean * mean) / n)
  expect(Math.abs(squares / n - mean)).toBeLessThan(4 * spread)
})

it('is always 0 for a mean of 0, and draws nothing for it', () => {
  const random = Random.fromSeed(1)
  expect(drawPoisson(random, 0)).toBe(0)
  expect(random.next()).toBe(Random.fromSeed(1).next())
})
