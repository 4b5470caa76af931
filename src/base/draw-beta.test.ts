import { expect, it } from 'vitest'
import { drawBeta } from './draw-beta.ts'
import { Random } from './random.ts'

it.each([
  [1, 1],
  [2, 5],
  [40, 3],
])('lies between 0 and 1 with the mean and variance of Beta(%d, %d)', (a, b) => {
  const random = Random.fromSeed(9)
  const n = 50_000
  const mean = a / (a + b)
  const variance = (a * b) / ((a + b) * (a + b) * (a + b + 1))
  let sum = 0
  let squares = 0
  for (let i = 0; i < n; i += 1) {
    const x = drawBeta(random, a, b)
    if (!(x >= 0 && x <= 1)) expect.fail(`drew ${x}`)
    sum += x - mean
    squares += (x - mean) * (x - mean)
  }
  expect(Math.abs(sum / n)).toBeLessThan(4 * Math.sqrt(variance / n))
  expect(squares / n / variance).toBeCloseTo(1, 1)
})

it('refuses a shape below 1', () => {
  expect(() => drawBeta(Random.fromSeed(1), 0.5, 1)).toThrow('shape')
})
