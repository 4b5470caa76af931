import { expect, it } from 'vitest'
import { Random } from './random.ts'

/** The authors' C reference, state (1, 2, 3, 4), as 64-bit words. */
const reference = [
  11520n,
  0n,
  1509978240n,
  1215971899390074240n,
  1216172134540287360n,
  607988272756665600n,
  16172922978634559625n,
  8476171486693032832n,
  10595114339597558777n,
]

it('draws the numbers of the reference implementation', () => {
  const random = new Random(Uint32Array.of(1, 0, 2, 0, 3, 0, 4, 0))
  for (const word of reference) expect(random.next()).toBe(Number(word >> 11n) / 2 ** 53)
})

it('gives each name a stream of its own, whatever was drawn elsewhere', () => {
  const a = Random.stream(7, 'a')
  const first = a.next()
  Random.stream(7, 'b').next()
  expect(Random.stream(7, 'a').next()).toBe(first)
  expect(Random.stream(7, 'b').next()).not.toBe(first)
  expect(Random.stream(8, 'a').next()).not.toBe(first)
})

it('continues from a saved state', () => {
  const random = Random.fromSeed(42)
  random.next()
  const twin = new Random(Uint32Array.from(random.save()))
  expect(Array.from({ length: 50 }, () => twin.next())).toEqual(
    Array.from({ length: 50 }, () => random.next()),
  )
})

it('is uniform and normal to the third digit', () => {
  const random = Random.fromSeed(1)
  let sum = 0
  let squares = 0
  let uniform = 0
  const n = 200_000
  for (let i = 0; i < n; i += 1) {
    const z = random.normal()
    sum += z
    squares += z * z
    uniform += random.next()
  }
  expect(sum / n).toBeCloseTo(0, 1)
  expect(squares / n).toBeCloseTo(1, 1)
  expect(uniform / n).toBeCloseTo(0.5, 2)
})

it('declines a seed that is none', () => {
  for (const seed of [1.5, -1, Number.NaN, 2 ** 54])
    expect(() => Random.fromSeed(seed)).toThrow(
      new RangeError(`seed must be whole and from 0 to 2^53, was ${seed}`),
    )
  expect(Random.fromSeed(2 ** 53).next()).toBeLessThan(1)
})
