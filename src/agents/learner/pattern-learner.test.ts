import { describe, expect, it } from 'vitest'
import {
  patternBars,
  type PatternMarket,
  sessionOf,
} from '../../../test/simulation/pattern-market.ts'
import { defined } from '../../base/index.ts'
import { hourUs } from '../../domain/index.ts'
import type { Agent } from '../agent.ts'
import { isSound, type Opinion } from '../opinion.ts'
import { LearnerMind } from './learner-mind.ts'
import { patternLearner } from './pattern-learner.ts'
import { variants } from './variant.ts'

function learner(given: Readonly<Record<string, number>>): Agent {
  const seated = patternLearner.seat(given)
  return defined(seated.ok ? seated.value : undefined, 'learner')
}

function mindOf(mind: unknown): LearnerMind {
  return defined(mind instanceof LearnerMind ? mind : undefined, 'mind')
}

const planted: PatternMarket = { seed: 1, rows: 4_000, noise: 0.004, planted: 0.015 }
const noise: PatternMarket = { seed: 2, rows: 12_000, noise: 0.004, planted: 0 }

/** Bars within which a planted pattern is to be found. */
const foundWithin = 1_000

describe('a pattern learner', () => {
  it.each([1, 2, 3, 4, 5])('finds what is planted within a thousand bars: %i', (seed) => {
    const { bars, stands } = patternBars({ ...planted, seed })
    const { opinions, mind } = sessionOf(learner({ variant: 0 }), bars, seed)
    const at = stands.flatMap((stood, row) => (stood && row >= foundWithin ? [row] : []))
    const hits = at.filter((row) => (opinions[row]?.exposure ?? 0) > 0)
    expect(at.length).toBeGreaterThan(30)
    expect(hits.length / at.length).toBeGreaterThan(0.9)
    const claims = hits.map((row) => opinions[row]?.confidence ?? 0)
    expect(Math.min(...claims)).toBeGreaterThan(0.7)
    const others = opinions.slice(foundWithin).filter((each) => each !== undefined).length
    expect(others - hits.length).toBeLessThan(0.3 * hits.length)
    const [best] = mindOf(mind).valued.records
    expect(best).toMatchObject({
      features: 'signs down-down-down, volume high',
      kind: 'long',
      bins: [0, 2],
      verdict: 'archive',
    })
    expect(best?.value).toBeGreaterThan(0.004)
  })

  it('claims next to nothing on noise, and is silent in the end, whatever it looks at', () => {
    const { bars } = patternBars({ ...noise, rows: 20_000 })
    let [claimed, early, late] = [0, 0, 0]
    const count = (opinions: readonly (Opinion | undefined)[]): number =>
      opinions.filter((each) => each !== undefined).length
    for (const variant of variants.keys()) {
      const { opinions, mind } = sessionOf(learner({ variant }), bars, 7)
      expect(mindOf(mind).valued.records).toEqual([])
      claimed += claimsOf(opinions.slice(0, noise.rows))
      early += count(opinions.slice(0, 1_000))
      late += count(opinions.slice(-2_000)) / 2
    }
    // Above a coin's chance, of fifteen learners over the first of them.
    expect(claimed / (15 * noise.rows)).toBeLessThan(0.0001)
    expect(late).toBeLessThan(early / 10)
  })

  it('says the same twice, after a restart too, byte by byte', () => {
    const { bars } = patternBars({ ...planted, rows: 1_500 })
    for (const variant of [0, 3, 11]) {
      const agent = learner({ variant, cost: 0.001 })
      const whole = sessionOf(agent, bars, 5)
      const cut = sessionOf(agent, bars, 5, 900)
      expect(JSON.stringify(cut.opinions)).toBe(JSON.stringify(whole.opinions))
      expect(cut.words).toEqual(whole.words)
      expect(JSON.stringify(cut.mind.save())).toBe(JSON.stringify(whole.mind.save()))
      expect(whole.opinions.filter((each) => each !== undefined).length).toBeGreaterThan(20)
      const other = sessionOf(agent, bars, 6)
      expect(JSON.stringify(other.opinions)).not.toBe(JSON.stringify(whole.opinions))
    }
  })

  it('gives sound opinions that are held until its horizon, with its reasons', () => {
    const agent = learner({ variant: 2, cost: 0.0005, exposure: 0.25 })
    expect(agent).toMatchObject({ stream: 'pattern', horizonUs: 4 * hourUs })
    const { bars } = patternBars({ ...noise, rows: 1_000 })
    const { opinions, words } = sessionOf(agent, bars, 1)
    const said = opinions.filter((each) => each !== undefined)
    expect(said.every(isSound)).toBe(true)
    expect(new Set(said.map(({ exposure }) => exposure))).toEqual(new Set([0.25, -0.25]))
    expect(new Set(said.map(({ holdUs }) => holdUs))).toEqual(new Set([4 * hourUs]))
    const row = opinions.findLastIndex((each) => each !== undefined)
    expect(words[row]).toMatch(
      /^(long|short): rsi \w+, volume (low|middle|high): [\d.]+ outcomes, mean /,
    )
    expect(words[row]).toMatch(/ %, error [\d.]+ %; drew -?[\d.]+ % against costs 0\.050 %; /)
    expect(words[row]).toMatch(/; [\d.]+ % claimed, believed to [\d.]+ %$/)
  })

  it('is silent on bars that are longer than its own, and between its own', () => {
    const { bars } = patternBars({ ...noise, rows: 400 })
    const short = sessionOf(learner({ minutes: 30, cost: 0 }), bars, 1)
    expect(short.opinions.every((each) => each === undefined)).toBe(true)
    expect(short.words.at(-1)).toBe('abstains: bars are longer than its own 30 minutes')
    const long = sessionOf(learner({ minutes: 240, cost: 0 }), bars, 1)
    const spoken = long.opinions.flatMap((each, row) => (each === undefined ? [] : [(row + 1) % 4]))
    expect(spoken.length).toBeGreaterThan(10)
    expect(spoken.every((rest) => rest === 0)).toBe(true)
    expect(long.words[301]).toBe('abstains: none of its own bars has closed just now')
  })
})

/** What is claimed above a coin's chance, in all. */
function claimsOf(opinions: readonly (Opinion | undefined)[]): number {
  return opinions.reduce((sum, each) => sum + (each === undefined ? 0 : each.confidence - 0.5), 0)
}
