import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sceneBars, sceneOutcome } from '../../../test/simulation/memory-scene.ts'
import { toldInstrument } from '../../../test/simulation/told-desk.ts'
import { dayUs, hourUs, type Micros } from '../../domain/index.ts'
import { EpisodeBook, weightAt } from './episode-book.ts'
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

  it('draws any that were known as a control, the same for the same question', () => {
    const book = bookOf(Array.from({ length: 60 }, () => 0.01))
    const asOf = Number(bars.ts[200])
    const asked = { kind: 'position', side: 1, asOf } as const
    const drawn = book.any(10, asked)
    expect(new Set(drawn.map(({ episode }) => episode.id)).size).toBe(10)
    expect(drawn.every(({ episode }) => episode.knownAt < asOf)).toBe(true)
    expect(book.any(10, asked)).toEqual(drawn)
    expect(book.any(10, { ...asked, asOf: asOf + hourUs })).not.toEqual(drawn)
    expect(book.any(99, asked)).toHaveLength(
      book.episodes.filter(({ knownAt }) => knownAt < asOf).length,
    )
    expect(book.any(10, { ...asked, side: -1 })).toEqual([])
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
