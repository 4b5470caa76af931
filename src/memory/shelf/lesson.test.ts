import { describe, expect, it } from 'vitest'
import { sceneBars, sceneOutcome } from '../../../test/simulation/memory-scene.ts'
import { toldInstrument } from '../../../test/simulation/told-desk.ts'
import { Random } from '../../base/index.ts'
import { dayUs, type Micros } from '../../domain/index.ts'
import { dimensions } from '../episode/embedding-layout.ts'
import type { Episode } from '../episode/episode.ts'
import { EpisodeBook } from '../episode/episode-book.ts'
import { lessonHash } from './agreed-memory.ts'
import { clusterEpisodes } from './cluster-episodes.ts'
import { shelvesOf } from './lesson.ts'
import { shelfBy } from './pattern.ts'
import { figuresOf } from './pattern-figures.ts'
import { promotionCandidates } from './promotion-candidates.ts'

const bars = sceneBars(300)
const start = Number(bars.ts[299])

/** Positions around a few directions, one a day; what each comes to is told by its direction. */
function episodesOf(means: readonly number[], each: number): readonly Episode[] {
  const random = Random.stream(1, 'episodes')
  const axes = means.map(() =>
    Float32Array.from({ length: dimensions }, () => random.normal() / 20),
  )
  const book = new EpisodeBook()
  for (let n = 0; n < each * means.length; n += 1) {
    const at = n % means.length
    const vector = Float32Array.from(axes[at] ?? [], (value) => value + 0.01 * random.normal())
    const decidedAt = (start + n * dayUs) as Micros
    const knownAt = (decidedAt + dayUs / 2) as Micros
    // One up, one down: of a mean of nothing nothing is made by chance.
    const reward = (means[at] ?? 0) + (Math.floor(n / means.length) % 2 === 0 ? 0.01 : -0.01)
    const of = { vector, decidedAt, knownAt, reward, evidence: [3 * n + 1, 3 * n + 2, 3 * n + 3] }
    book.remember(sceneOutcome(toldInstrument, bars, 299, of))
  }
  return book.episodes
}

describe('shelves', () => {
  it('put together what is alike, and what later comes moves nothing', () => {
    const episodes = episodesOf([0.02, -0.02, 0], 40)
    const clusters = clusterEpisodes(episodes)
    expect(clusters.map(({ length }) => length)).toEqual([40, 40, 40])
    for (const cluster of clusters) expect(new Set(cluster.map(({ id }) => id % 3)).size).toBe(1)
    const before = clusterEpisodes(episodes.slice(0, 60))
    for (const [k, cluster] of before.entries())
      expect(clusters[k]?.slice(0, cluster.length)).toEqual(cluster)
  })

  it('sort what won, what lost and what is known of agents, in sentences with their evidence', () => {
    const episodes = episodesOf([0.02, -0.02, 0.0001], 40)
    const agreed = { patterns: new Set(['pattern-0']), lessons: new Set([lessonHash('episode-9')]) }
    const { patterns, lessons, agents } = shelvesOf(episodes, agreed)
    expect(patterns.map(({ shelf, enabled }) => [shelf, enabled])).toEqual([
      ['trading', true],
      ['failed', false],
      ['undecided', false],
    ])
    expect(agents.map(({ agent, market, figures }) => [agent, market, figures.n])).toContainEqual([
      ...['trend', 'all', 120],
    ])
    const won = lessons.find(({ id }) => id === 'pattern-0')
    expect(won?.text).toMatch(/^40 long positions taken at moments alike, 100 % of them when /)
    expect(lessons.filter(({ isAgreed }) => isAgreed).map(({ id }) => id)).toEqual(['pattern-0'])
    expect(won?.evidence.slice(0, 6)).toEqual([1, 2, 3, 10, 11, 12])
    const known = new Set(episodes.flatMap(({ evidence }) => evidence))
    for (const { evidence } of lessons) {
      expect(evidence.length).toBeGreaterThan(0)
      expect(evidence.every((sequence) => known.has(sequence))).toBe(true)
    }
    expect(shelvesOf(episodes)).toEqual(shelvesOf(episodes))
    expect(shelvesOf([])).toEqual({ patterns: [], agents: [], lessons: [] })
  })

  it('offer what won to be gone by, and what lost not to be', () => {
    const { patterns } = shelvesOf(episodesOf([0.02, -0.02, 0.0001], 40))
    const offered = promotionCandidates(patterns)
    expect(offered.map(({ pattern, action }) => [pattern, action])).toEqual([
      ['pattern-0', 'add'],
      ['pattern-1', 'deprecate'],
    ])
    expect(offered[0]?.figures).toEqual(patterns[0]?.figures)
  })
})

it('a pattern is on a shelf from ten results on, beyond 1.645 errors of its mean', () => {
  const figures = figuresOf(episodesOf([0.01], 10))
  const shelves = [
    [10, 1.65],
    [10, -1.65],
    [10, 1.64],
    [10, -1.64],
    [9, 5],
  ].map(([n = 0, tStatistic]) => shelfBy({ ...figures, n, tStatistic }))
  expect(shelves).toEqual(['trading', 'failed', 'undecided', 'undecided', 'undecided'])
})

describe('figuresOf', () => {
  it('are those of the rewards', () => {
    const rewards = [0.1, -0.05, 0.02, -0.1, 0.03]
    const episodes = episodesOf([0], 5).map((episode, n) => ({
      ...episode,
      ...{ reward: rewards[n] ?? 0, slippageBps: n },
    }))
    const figures = figuresOf(episodes)
    expect(figures).toMatchObject({ n: 5, winRate: 0.6, slippageBps: 2 })
    expect(figures.mean).toBeCloseTo(0, 12)
    expect(figures.deviation).toBeCloseTo(Math.sqrt(0.0238 / 4), 12)
    expect(figures.drawdownMax).toBeCloseTo(1 - 0.95 * 1.02 * 0.9, 12)
    expect(figures.tail5).toBeCloseTo(-0.09, 12)
    expect(figures.tail95).toBeCloseTo(0.086, 12)
  })

  it('say nothing of a spread that is none', () => {
    const same = episodesOf([0], 4).map((episode) => ({ ...episode, reward: 0.01 }))
    expect(figuresOf(same)).toMatchObject({ sharpe: undefined, tStatistic: undefined })
    expect(figuresOf(same.slice(0, 1))).toMatchObject({ n: 1, deviation: 0, sharpe: undefined })
  })
})
