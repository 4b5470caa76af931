import { expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ksDistance } from '../kolmogorov-smirnov.ts'
import { normalCdf } from '../normal.ts'
import { compiledDraws } from './compiled-draws.ts'
import { expScaled } from './exp-scaled.ts'
import { NormalStream } from './normal-stream.ts'
import { plainDraws } from './plain-draws.ts'
import { density, edge, inside, width } from './ziggurat.ts'

const mask = (1n << 64n) - 1n
const rotate = (word: bigint, by: bigint): bigint => ((word << by) | (word >> (64n - by))) & mask

/** The words of xoshiro256** in plain 64-bit arithmetic, after the authors' C reference. */
function* wordsOf(halves: readonly number[]): Generator<bigint, never> {
  const s = [0, 2, 4, 6].map((i) => BigInt(halves[i] ?? 0) | (BigInt(halves[i + 1] ?? 0) << 32n))
  let [a = 0n, b = 0n, c = 0n, d = 0n] = s
  for (;;) {
    yield (rotate((b * 5n) & mask, 7n) * 9n) & mask
    const shifted = (b << 17n) & mask
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 45n)
  }
}

it('draws by the words of xoshiro256**', () => {
  const seeds = Random.fromSeed(11)
  const words = wordsOf(Array.from({ length: 8 }, () => seeds.below(4294967296)))
  const found = new Float64Array(20_000)
  new NormalStream(Random.fromSeed(11)).draw(found)
  let plain = 0
  for (let at = 0; at < found.length; at += 1) {
    let word = words.next().value
    let layer = Number(word & 255n)
    let place = Number(BigInt.asIntN(64, word) >> 11n)
    // A place outside may take more words; one of the draws inside must then be the one that came.
    while (Math.abs(place) >= (inside[layer] ?? 0) && layer > 0) {
      if (found[at] === place * (width[layer] ?? 0)) break
      word = words.next().value
      layer = Number(word & 255n)
      place = Number(BigInt.asIntN(64, word) >> 11n)
    }
    if (layer === 0 && Math.abs(place) >= (inside[0] ?? 0)) {
      expect(Math.abs(found[at] ?? 0)).toBeGreaterThanOrEqual(edge)
      expect(Math.sign(found[at] ?? 0)).toBe(Math.sign(place))
    } else {
      expect(found[at]).toBe(place * (width[layer] ?? 0))
      plain += 1
    }
  }
  expect(plain).toBeGreaterThan(19_900)
})

it('draws in plain TypeScript what it draws in WebAssembly, to the last bit', () => {
  const program = compiledDraws()
  expect(program).toBeDefined()
  for (const seed of [1, 2, 3]) {
    const compiled = new Float64Array(300_001)
    const plain = new Float64Array(compiled.length)
    const [one, other] = [Random.fromSeed(seed), Random.fromSeed(seed)]
    new NormalStream(one, program).draw(compiled)
    new NormalStream(other, plainDraws()).draw(plain)
    expect(Buffer.from(plain.buffer).equals(Buffer.from(compiled.buffer))).toBe(true)
    expect(compiled.every((draw) => draw !== 0)).toBe(true)
  }
})

it('moves from word to word alike in both programs', () => {
  const [compiled, plain] = [compiledDraws() ?? plainDraws(), plainDraws()]
  const random = Random.fromSeed(9)
  for (let i = 0; i < 200; i += 1) {
    const state = Int32Array.from({ length: 8 }, () => random.below(4294967296))
    compiled.state.set(state)
    plain.state.set(state)
    expect(plain.run(0, 40)).toBe(compiled.run(0, 40))
    expect(plain.state).toEqual(Int32Array.from(compiled.state))
    expect(plain.stoppedPlace[0]).toBe(compiled.stoppedPlace[0])
    expect(plain.stoppedLayer[0]).toBe(compiled.stoppedLayer[0])
  }
})

it('gives the same draws in one piece and in many', () => {
  const whole = new Float64Array(10_001)
  const parts = new Float64Array(10_001)
  new NormalStream(Random.fromSeed(2)).draw(whole)
  const stream = new NormalStream(Random.fromSeed(2))
  for (let from = 0; from < parts.length; from += 777)
    stream.draw(parts, from, Math.min(from + 777, parts.length))
  expect(parts).toEqual(whole)
})

it('has layers of one area that close at the top', () => {
  const last = width.length - 1
  const corner = (layer: number): number => (width[layer] ?? 0) * 4503599627370496
  const area = corner(1) * ((density[2] ?? 0) - (density[1] ?? 0))
  for (let layer = 1; layer <= last; layer += 1)
    expect(
      (corner(layer) * ((density[layer + 1] ?? 0) - (density[layer] ?? 0))) / area,
    ).toBeCloseTo(1, 9)
})

it('is standard normal in moments, distance and tails', () => {
  const count = 2_000_000
  const draws = new Float64Array(count)
  new NormalStream(Random.fromSeed(3)).draw(draws)
  let [sum, squares, cubes, fourths, product] = [0, 0, 0, 0, 0]
  let last = 0
  for (const draw of draws) {
    sum += draw
    squares += draw * draw
    cubes += draw * draw * draw
    fourths += draw * draw * draw * draw
    product += draw * last
    last = draw
  }
  // Of the sums of the first four powers and of neighbours' products: 1, 2, 15, 96, 1.
  expect(Math.abs(sum / Math.sqrt(count))).toBeLessThan(4)
  expect(Math.abs((squares - count) / Math.sqrt(2 * count))).toBeLessThan(4)
  expect(Math.abs(cubes / Math.sqrt(15 * count))).toBeLessThan(4)
  expect(Math.abs((fourths - 3 * count) / Math.sqrt(96 * count))).toBeLessThan(4)
  expect(Math.abs(product / Math.sqrt(count))).toBeLessThan(4)
  for (const limit of [1, 2, 3, edge, 4, 4.5]) {
    const chance = 2 * normalCdf(-limit)
    const beyond = draws.reduce((hits, draw) => hits + (Math.abs(draw) > limit ? 1 : 0), 0)
    const error = Math.sqrt(count * chance * (1 - chance))
    expect(Math.abs(beyond - count * chance) / error).toBeLessThan(4)
  }
  // 1.63 / sqrt(n) is exceeded by one normal sample in a hundred.
  const some = draws.subarray(0, 200_000)
  expect((ksDistance(some, normalCdf) ?? 1) * Math.sqrt(some.length)).toBeLessThan(1.63)
})

it('is even in each layer', () => {
  const counts = new Float64Array(20)
  const draws = new Float64Array(200_000)
  new NormalStream(Random.fromSeed(4)).draw(draws)
  for (const draw of draws) {
    const cell = Math.floor(20 * normalCdf(draw))
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  const chiSquared = counts.reduce(
    (sum, seen) => sum + ((seen - 10_000) * (seen - 10_000)) / 10_000,
    0,
  )
  // The 0.1 % point of 19 degrees of freedom.
  expect(chiSquared).toBeLessThan(43.82)
})

it('takes the exponential as Math.exp does', () => {
  const random = Random.fromSeed(5)
  const powers = Float64Array.from(
    { length: 20_000 },
    (_, i) => (random.next() - 0.5) * (i % 1_390),
  )
  powers.set([0, -0, 1, -1, 699.9, -699.9, 705, -740, -800, 1e-300])
  const found = powers.slice()
  expScaled(found, 0, found.length, 3)
  powers.forEach((power, i) => {
    const wanted = 3 * Math.exp(power)
    if (wanted === 0) expect(found[i]).toBe(0)
    else expect(Math.abs((found[i] ?? 0) / wanted - 1)).toBeLessThan(8e-16)
  })
})
