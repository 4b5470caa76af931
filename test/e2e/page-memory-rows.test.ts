import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainedText, kindText, surpriseText } from '../../web/src/memory/episode-text.ts'
import {
  everything,
  foundEpisodes,
  markAt,
  outcomeOf,
  outlineOf,
  placeEpisodes,
  regimeWords,
} from '../../web/src/memory/memory-rows.ts'
import { sampleMemory } from './page-sample-memory.ts'

const told = sampleMemory({ episodes: 120 })

describe('episodes that are asked for', () => {
  it('are all of them, newest first, when nothing is left out', () => {
    const ids = foundEpisodes(told, everything).map(({ id }) => id)
    expect(ids).toEqual(Array.from({ length: 120 }, (_, k) => 119 - k))
  })

  it('are those of an instrument, a kind, a side, an agent, a regime and a time', () => {
    const of = (more: Partial<typeof everything>): typeof told.episodes =>
      foundEpisodes(told, { ...everything, ...more })
    expect(of({ instrument: 'ETH-USD.SIM' })).toHaveLength(60)
    expect(of({ instrument: 'SOL-USD.SIM' })).toEqual([])
    expect(of({ kind: 'view' })).toHaveLength(24)
    expect(of({ agent: 'hold' })).toHaveLength(120)
    expect(of({ agent: 'nobody' })).toEqual([])
    const [longs, shorts] = [of({ side: 'long' }), of({ side: 'short' })]
    expect(longs.length + shorts.length).toBe(120)
    expect(longs.every(({ side }) => side === 1)).toBe(true)
    for (const { regime } of of({ regime: 'europe' }))
      expect(told.regimes[regime]).toMatch(/, europe$/)
    const day = new Date(told.episodes[60]?.decided ?? 0).toISOString().slice(0, 10)
    const found = of({ from: day, until: day })
    // One every six hours.
    expect(found).toHaveLength(4)
    expect(found.every(({ decided }) => new Date(decided).toISOString().startsWith(day))).toBe(true)
  })

  it('can be asked for by every word of a regime that there is', () => {
    const words = regimeWords(told.regimes)
    expect(words).toContain('asia')
    for (const regime of words)
      expect(foundEpisodes(told, { ...everything, regime }).length).toBeGreaterThan(0)
  })
})

describe('the map', () => {
  it('keeps every mark inside, and twice as far twice as far', () => {
    const sizes = fc.record({
      width: fc.integer({ min: 200, max: 2_000 }),
      height: fc.integer({ min: 200, max: 900 }),
    })
    fc.assert(
      fc.property(sizes, ({ width, height }) => {
        const marks = placeEpisodes(told.episodes, { width, height })
        for (const { x, y, size } of marks) {
          expect(x - size).toBeGreaterThanOrEqual(0)
          expect(x + size).toBeLessThanOrEqual(width)
          expect(y - size).toBeGreaterThanOrEqual(0)
          expect(y + size).toBeLessThanOrEqual(height)
        }
        const [a, b, c] = marks
        if (a === undefined || b === undefined || c === undefined) throw new Error('three marks')
        const ratio = (p: typeof a, q: typeof a): number =>
          Math.hypot(p.x - q.x, p.y - q.y) /
          Math.hypot(p.episode.x - q.episode.x, p.episode.y - q.episode.y)
        expect(ratio(a, b)).toBeCloseTo(ratio(b, c), 6)
      }),
      { numRuns: 30 },
    )
  })

  it('points up for what gained and down for what lost', () => {
    const [mark] = placeEpisodes(told.episodes, { width: 400, height: 300 })
    if (mark === undefined) throw new Error('a mark')
    const tipOf = (reward: number): number => {
      const path = outlineOf([{ ...mark, episode: { ...mark.episode, reward } }])
      return Number(/L[\d.]+ ([\d.]+)Z/.exec(path)?.[1])
    }
    expect(tipOf(0.01)).toBeLessThan(mark.y)
    expect(tipOf(-0.01)).toBeGreaterThan(mark.y)
    expect([0.01, 0, -0.01].map((reward) => outcomeOf({ reward }))).toEqual([
      ...['gained', 'lost', 'lost'],
    ])
  })

  it('shows what came to four times as much twice as large, beyond the least', () => {
    const [episode] = told.episodes
    if (episode === undefined) throw new Error('an episode')
    const rewards = [0, 0.01, -0.04]
    const shown = rewards.map((reward) => ({ ...episode, reward }))
    const marks = placeEpisodes(shown, { width: 400, height: 300 })
    const [least = 0, one = 0, four = 0] = marks.map(({ size }) => size)
    expect(four - least).toBeCloseTo(2 * (one - least), 9)
    expect(one).toBeGreaterThan(least)
  })

  it('finds the mark that a finger means, and none far away', () => {
    const marks = placeEpisodes(told.episodes, { width: 400, height: 300 })
    for (const mark of marks) {
      const found = markAt(marks, mark, 24)
      expect([found?.x, found?.y]).toEqual([mark.x, mark.y])
    }
    expect(markAt(marks, { x: -100, y: -100 }, 24)).toBeUndefined()
    expect(markAt([], { x: 0, y: 0 }, 24)).toBeUndefined()
  })

  it('draws a single episode in the middle', () => {
    const [mark] = placeEpisodes(told.episodes.slice(0, 1), { width: 400, height: 300 })
    expect([mark?.x, mark?.y]).toEqual([200, 150])
  })
})

describe('words of an episode', () => {
  it('say what was expected, and when nothing was', () => {
    const [first, last] = [told.episodes[0], told.episodes.at(-1)]
    if (first === undefined || last === undefined) throw new Error('episodes')
    expect(surpriseText(first)).toBe('nothing was expected: too few like it were known')
    expect(surpriseText(last)).toMatch(/^\d+\.\d deviations from .+, which was expected$/)
    expect(kindText({ kind: 'view', side: -1 })).toBe('short view')
    expect(explainedText([0.25, 0.08])).toMatch(/25\s?% and 8\s?% of what tells moments apart/)
  })
})
