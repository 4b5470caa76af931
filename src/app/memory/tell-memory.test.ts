import { describe, expect, it } from 'vitest'
import { sampleMemory } from '../../../test/e2e/page-sample-memory.ts'

describe('tellMemory', () => {
  it('tells every episode with its place, its outcome and what was like it', () => {
    const told = sampleMemory({ episodes: 120 })
    expect(told.episodes).toHaveLength(120)
    expect(told.sums).toMatchObject({ positions: 96, views: 24 })
    expect(told.instruments).toEqual(['BTC-USD.SIM', 'ETH-USD.SIM'])
    expect(told.agents).toEqual(['trend', 'hold'])
    expect(told.leftOut).toEqual({ episodes: 0, knowledge: 0, lessons: 0 })
    const rewards = told.episodes.filter(({ kind }) => kind === 'position')
    const mean = rewards.reduce((sum, { reward }) => sum + reward, 0) / 96
    expect(told.sums.meanReward).toBeCloseTo(mean, 5)
    const byId = new Map(told.episodes.map((of) => [of.id, of]))
    for (const of of told.episodes)
      for (const [id, likeness, reward] of of.near) {
        const near = byId.get(id)
        expect([near?.kind, near?.side, near?.reward]).toEqual([of.kind, of.side, reward])
        expect(Number(near?.known)).toBeLessThan(of.decided)
        expect(likeness).toBeLessThanOrEqual(1.001)
      }
    expect(told.episodes.at(-1)?.near).toHaveLength(10)
  })

  it('lays out episodes along what tells them apart, the same each time', () => {
    const told = sampleMemory({ episodes: 60 })
    expect(told.explained[0]).toBeGreaterThan(told.explained[1])
    expect(told.explained[0] + told.explained[1]).toBeLessThan(1)
    expect(new Set(told.episodes.map(({ x, y }) => `${x} ${y}`)).size).toBeGreaterThan(50)
    expect(sampleMemory({ episodes: 60 })).toEqual(told)
  })

  it('tells shelves whose patterns, lessons and candidates name one another', () => {
    const { patterns, candidates, lessons, knowledge } = sampleMemory({ episodes: 900 })
    const decided = patterns.filter(({ shelf }) => shelf !== 'undecided')
    expect(decided.length).toBeGreaterThan(0)
    expect(candidates.map(({ pattern }) => pattern)).toEqual(decided.map(({ id }) => id))
    const told = new Set(lessons.map(({ id }) => id))
    for (const { id } of decided) expect(told).toContain(id)
    expect(knowledge[0]).toMatchObject({ agent: 'hold', market: 'all' })
    for (const { evidence, evidenceAll } of lessons)
      expect(evidence).toHaveLength(Math.min(12, evidenceAll))
  })

  it('tells the newest of very many, and how many it leaves out', {
    tags: ['long'],
    timeout: 60_000,
  }, () => {
    const told = sampleMemory({ episodes: 2_100 })
    expect(told.episodes).toHaveLength(2_000)
    expect(told.episodes[0]?.id).toBe(100)
    expect(told.leftOut.episodes).toBe(100)
    expect(told.sums.positions + told.sums.views).toBe(2_100)
    expect(JSON.stringify(told).length).toBeLessThan(2_000_000)
  })

  it('leaves out what became known since midnight for who is not to be moved by it', () => {
    const delayed = sampleMemory({ episodes: 60, isDelayed: true })
    const whole = sampleMemory({ episodes: 60 })
    const until = delayed.toldUpTo
    expect(until).toBe(Math.floor(whole.asOf / 86_400_000) * 86_400_000)
    const early = whole.episodes.filter(({ known }) => known < Number(until))
    expect(early.length).toBeLessThan(60)
    expect(delayed.episodes.map(({ id }) => id)).toEqual(early.map(({ id }) => id))
    expect(whole.toldUpTo).toBeNull()
  })

  it('has nothing to tell of nothing', () => {
    const told = sampleMemory({ episodes: 0, recallWeight: 0 })
    expect(told).toMatchObject({ episodes: [], patterns: [], lessons: [], recallWeight: 0 })
    expect(told.sums).toMatchObject({ positions: 0, meanReward: null, winRate: null })
  })
})
