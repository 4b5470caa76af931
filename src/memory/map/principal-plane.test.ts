import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sceneBars } from '../../../test/simulation/memory-scene.ts'
import { Random } from '../../base/index.ts'
import { embed } from '../episode/embed.ts'
import { principalPlane } from './principal-plane.ts'

/** Normal vectors whose spread along two directions, square to each other, is known. */
function cloud(count: number, spreads: readonly [number, number], rest: number): Float64Array[] {
  const random = Random.stream(5, 'plane')
  return Array.from({ length: count }, () => {
    const [a, b] = [spreads[0] * random.normal(), spreads[1] * random.normal()]
    // Along (3, 4) / 5 and (-4, 3) / 5 of the first two numbers, and a little along the others.
    const others = Array.from({ length: 6 }, () => rest * random.normal())
    return Float64Array.of(0.6 * a - 0.8 * b, 0.8 * a + 0.6 * b, ...others)
  })
}

const spreadOf = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length
}

const smallVectors = fc.integer({ min: 2, max: 6 }).chain((length) =>
  fc.array(
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: length,
      maxLength: length,
    }),
    { minLength: 1, maxLength: 12 },
  ),
)

/** Differs along every direction by nearly as much. */
const nearlyRound = [
  [0.9999813223966457, 2.9807289345096244e-9, 0],
  [0, 0.9999959947394047, 0.000015005244229274186],
  [0, 0, 0.9999990472570055],
  [0, 0, 0],
]

describe('principalPlane', () => {
  it('finds the two directions along which vectors differ most', () => {
    const vectors = cloud(4_000, [3, 1], 0.1)
    const { points, explained } = principalPlane(vectors)
    expect(explained[0]).toBeCloseTo(9 / 10.06, 1)
    expect(explained[1]).toBeCloseTo(1 / 10.06, 1)
    // What lies along (3, 4) / 5 is x, and along (-4, 3) / 5 is y, the sign as it is turned.
    const last = points[3_999]
    const [p = 0, q = 0] = vectors[3_999] ?? []
    expect(Math.abs(Number(last?.x) - (0.6 * p + 0.8 * q))).toBeLessThan(0.15)
    expect(Math.abs(Math.abs(Number(last?.y)) - Math.abs(0.6 * q - 0.8 * p))).toBeLessThan(0.15)
  })

  it('says how much of the spread its points have, and no more', () => {
    fc.assert(
      fc.property(smallVectors, (vectors) => {
        const { points, explained } = principalPlane(vectors)
        const all = (vectors[0] ?? []).map((_, i) => spreadOf(vectors.map((of) => of[i] ?? 0)))
        const total = all.reduce((sum, value) => sum + value, 0)
        expect(explained[0] + explained[1]).toBeLessThanOrEqual(1 + 1e-9)
        expect(explained[0]).toBeGreaterThanOrEqual(explained[1] - 1e-6)
        if (total < 1e-9) return
        const shares = [points.map(({ x }) => x), points.map(({ y }) => y)].map(spreadOf)
        expect(Number(shares[0]) / total).toBeCloseTo(explained[0], 6)
        expect(Number(shares[1]) / total).toBeCloseTo(explained[1], 6)
        // No number of a vector differs more than its first axis does.
        expect(explained[0]).toBeGreaterThanOrEqual(Math.max(...all) / total - 1e-4)
      }),
      { examples: [[nearlyRound]] },
    )
  })

  it('finds an axis that no single number has the most of', () => {
    // One number differs by 2; nine others, by 1 each, go together, which is 3 along their middle.
    const alone = [2, ...Array<number>(9).fill(0)]
    const together = [0, ...Array<number>(9).fill(1)]
    const both = [alone, together].flatMap((of) => [of, of.map((value) => -value)])
    const { explained } = principalPlane(both)
    expect(explained[0]).toBeCloseTo(9 / 13, 9)
    expect(explained[1]).toBeCloseTo(4 / 13, 9)
  })

  it('keeps distances that lie in a plane as they are', () => {
    const vectors = cloud(40, [2, 1], 0)
    const { points, explained } = principalPlane(vectors)
    expect(explained[0] + explained[1]).toBeCloseTo(1, 9)
    for (let i = 1; i < 40; i += 1) {
      const [a, b] = [points[i - 1], points[i]]
      const [p, q] = [vectors[i - 1] ?? [], vectors[i] ?? []]
      const drawn = Math.hypot(Number(a?.x) - Number(b?.x), Number(a?.y) - Number(b?.y))
      const real = Math.hypot(Number(p[0]) - Number(q[0]), Number(p[1]) - Number(q[1]))
      expect(drawn).toBeCloseTo(real, 8)
    }
  })

  it('puts embeddings of moments on the same places each time', () => {
    const bars = sceneBars(400)
    const vectors = Array.from({ length: 100 }, (_, k) => embed(bars, 300 + k, []).vector)
    const plane = principalPlane(vectors)
    expect(principalPlane(vectors)).toEqual(plane)
    expect(plane.explained[0]).toBeGreaterThan(plane.explained[1])
    expect(plane.explained[1]).toBeGreaterThan(0)
  })

  it('has nothing to show where nothing differs', () => {
    expect(principalPlane([])).toEqual({ points: [], explained: [0, 0] })
    const same = [0.5, 0.25]
    const middle = { x: 0, y: 0 }
    const none = { points: [middle, middle], explained: [0, 0] }
    expect(principalPlane([same, same])).toEqual(none)
    const line = principalPlane([
      [0, 0, 0],
      [0, 2, 0],
    ])
    expect(line.explained).toEqual([1, 0])
    expect(line.points.map(({ x, y }) => [x, y])).toEqual([
      [-1, 0],
      [1, 0],
    ])
  })
})
