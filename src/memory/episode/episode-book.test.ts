import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sceneBars, sceneOutcome } from '../../../test/simulation/memory-scene.ts'
import { toldInstrument } from '../../../test/simulation/told-desk.ts'
import { Random } from '../../base/index.ts'
import { dayUs, hourUs, type Micros } from '../../domain/index.ts'
import { dimensions } from './embedding-layout.ts'
import { EpisodeBook, weightAt } from './episode-book.ts'
import { ExactIndex } from './exact-index.ts'
import { recollect } from './recollect.ts'

const bars = sceneBars(600)
const outcome = (row: number, reward: number, side: 1 | -1 = 1) =>
  sceneOutcome(toldInstrument, bars, row, { reward, side })

/** Episodes of rows 0, 5, 10 and so on. */
function bookOf(rewards: readonly number[]): EpisodeBook {
  const book = new EpisodeBook()
  rewards.forEach((reward, n) => book.remember(outcome(5 * n, reward)))
  return book
}

describe('EpisodeBook', () => {
  it('tells of nothing that was not known before the moment that is asked from', () => {
    const book = bookOf(Array.from({ length: 80 }, (_, n) => (n % 3 === 0 ? -0.02 : 0.01)))
    fc.assert(
      fc.property(fc.nat(420), fc.integer({ min: 1, max: 90 }), (hours, most) => {
        const asOf = Number(bars.ts[0]) + hours * hourUs
        const { vector } = outcome(50, 0)
        const near = book.near(vector, most, { kind: 'position', side: 1, asOf })
        const known = book.episodes.filter(({ knownAt }) => knownAt < asOf)
        expect(near).toHaveLength(Math.min(most, known.length))
        expect(near.every(({ episode }) => episode.knownAt < asOf)).toBe(true)
        expect(new Set(near.map(({ episode }) => episode.id)).size).toBe(near.length)
      }),
    )
  })

  it('expects what the nearest came to that were known at the decision, and is surprised', () => {
    const book = bookOf([0.01, 0.03, 0.02, 0.01, 0.03, 0.02, 0.01, 0.03])
    // Each is known five hours after it was decided, so the fifth row sees those before the last.
    expect(book.episodes.slice(0, 6).map(({ expected }) => expected)).toEqual(
      Array.from({ length: 6 }, () => undefined),
    )
    expect(book.episodes[6]?.expected).toBeCloseTo((0.01 + 0.03 + 0.02 + 0.01 + 0.03) / 5, 12)
    const shock = book.remember(outcome(200, -0.3))
    expect(shock.expected).toBeCloseTo(0.02, 12)
    expect(shock.surprise).toBeGreaterThan(20)
    expect(shock.contradicts).toHaveLength(8)
    expect(shock.neighbours).toBe(8)
  })

  it('counts old and contradicted episodes less', () => {
    const book = bookOf([0.01, 0.03, 0.02, 0.01, 0.03, 0.02])
    const plain = book.remember(outcome(200, 0.02))
    const odd = book.remember(outcome(205, -0.02))
    expect(weightAt(plain, plain.knownAt)).toBe(1)
    expect(weightAt(plain, plain.knownAt + 180 * dayUs)).toBeCloseTo(0.5, 12)
    expect(weightAt(odd, odd.knownAt)).toBeCloseTo(0.5, 12)
  })

  it('keeps the sides apart, and searches on until enough are accepted', () => {
    const book = bookOf(Array.from({ length: 60 }, () => 0.01))
    book.remember(outcome(310, 0.5, -1))
    const asOf = Number(bars.ts[599])
    const { vector } = outcome(300, 0)
    const short = book.near(vector, 10, { kind: 'position', side: -1, asOf })
    expect(short.map(({ episode }) => episode.reward)).toEqual([0.5])
    const accepts = ({ id }: { readonly id: number }): boolean => id % 20 === 7
    const few = book.near(vector, 3, { kind: 'position', side: 1, asOf, accepts })
    expect(few.map(({ episode }) => episode.id).toSorted((a, b) => a - b)).toEqual([7, 27, 47])
  })

  it('comes to the weighted mean of what it recalls', () => {
    const book = bookOf([0.02, -0.01])
    const asOf = Number(bars.ts[599]) as Micros
    const near = book.near(outcome(0, 0).vector, 2, { kind: 'position', side: 1, asOf })
    const found = recollect(near, asOf)
    expect(found).toMatchObject({ count: 2 })
    expect(found?.mean).toBeCloseTo(0.005, 4)
    expect(found?.wins).toBeCloseTo(0.5, 3)
    expect(found?.deviation).toBeCloseTo(0.015, 4)
    expect(recollect([], asOf)).toBeUndefined()
  })
})

describe('ExactIndex', () => {
  it('finds what looking at all of them finds, whatever is left out', () => {
    const random = Random.stream(1, 'vectors')
    const vectors = Array.from({ length: 300 }, (_, n) =>
      // Some are alike, and one is nothing.
      n === 7
        ? new Float32Array(dimensions)
        : Float32Array.from({ length: dimensions }, () => random.normal()),
    )
    vectors.push(...vectors.slice(0, 20))
    const index = new ExactIndex()
    const tags = vectors.map((_, n) => ({ knownAt: n, instrument: n % 3, regime: n % 5 }))
    vectors.forEach((vector, n) =>
      index.add(n, vector, tags[n] ?? { ...tags[0], knownAt: 0, instrument: 0, regime: 0 }),
    )
    const cosine = (a: Float32Array, b: Float32Array): number => {
      let [ab, aa, bb] = [0, 0, 0]
      for (let i = 0; i < dimensions; i += 1) {
        ab += Number(a[i]) * Number(b[i])
        aa += Number(a[i]) * Number(a[i])
        bb += Number(b[i]) * Number(b[i])
      }
      return aa * bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
    }
    for (let n = 0; n < 30; n += 1) {
      const query = Float32Array.from({ length: dimensions }, () => random.normal())
      const instrument = n % 2 === 0 ? undefined : n % 3
      const asOf = 40 + 9 * n
      const all = vectors
        .map((vector, id) => ({ id, similarity: cosine(query, vector) }))
        .filter(({ id }) => id < asOf && (instrument === undefined || id % 3 === instrument))
        .toSorted((a, b) => b.similarity - a.similarity || a.id - b.id)
      const found = index.search(query, 10, { asOf, instrument })
      expect(found.map(({ similarity }) => similarity)).toEqual(
        all.slice(0, 10).map(({ similarity }) => expect.closeTo(similarity, 5)),
      )
      expect(found.map(({ id }) => id)).toEqual(all.slice(0, 10).map(({ id }) => id))
    }
    const twin = index.search(vectors[3] ?? new Float32Array(dimensions), 2, { asOf: 1_000 })
    expect(twin.map(({ id }) => id)).toEqual([3, 303])
  })
})
