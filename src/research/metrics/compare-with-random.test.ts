import { describe, expect, it } from 'vitest'
import { makeRun } from '../../../test/e2e/report-run.ts'
import { hourUs } from '../../domain/index.ts'
import { compareWithRandom } from './compare-with-random.ts'
import { type Metrics, measure } from './measure.ts'

const ofSeed = (seed: number): Metrics =>
  measure(makeRun({ bars: 1_000, intervalUs: hourUs, holdBars: 20, seed }).run)
const others = [2, 3, 4, 5, 6].map(ofSeed)

describe('compareWithRandom', () => {
  it('has nothing to say without random traders', () => {
    expect(compareWithRandom(ofSeed(1), [])).toBeUndefined()
  })

  it('ranks from 1 to one more than the random traders', () => {
    const sorted = [...others].sort((a, b) => b.curve.returnPct - a.curve.returnPct)
    const [best, ...rest] = sorted
    const worst = rest.at(-1)
    if (best === undefined || worst === undefined) throw new Error('five were made')
    expect(compareWithRandom(best, rest)?.returnPct?.rank).toBe(1)
    expect(compareWithRandom(worst, sorted.slice(0, 4))?.returnPct?.rank).toBe(5)
    expect(compareWithRandom(best, others)?.runs).toBe(5)
  })

  it('gives a tie to the random trader', () => {
    const [first] = others
    if (first === undefined) throw new Error('five were made')
    expect(compareWithRandom(first, [first])?.returnPct).toMatchObject({ rank: 2, sd: undefined })
  })

  it('ranks nobody among traders that turn over much more or less', () => {
    const own = ofSeed(1)
    const turning = (times: number): readonly Metrics[] =>
      others.map((of) => ({ ...of, turnover: times * own.turnover }))
    expect(compareWithRandom(own, turning(1.49))?.returnPct).toBeDefined()
    expect(compareWithRandom(own, turning(0.51))?.absent).toBeUndefined()
    for (const times of [0.1, 0.49, 1.51]) {
      const found = compareWithRandom(own, turning(times))
      expect([found?.returnPct, found?.sharpe]).toEqual([undefined, undefined])
      expect(found?.absent).toContain('they are no yardstick')
      expect(found?.absent).not.toContain('sleep')
      expect(found?.turnover.mean).toBeCloseTo(times * own.turnover)
    }
  })

  it('says when they turned over less for having been put to sleep', () => {
    const asleep = others.map((of) => ({ ...of, turnover: 0, awakeShare: 0.3 }))
    expect(compareWithRandom(ofSeed(1), asleep)?.absent).toContain('put to sleep sooner')
  })

  it('compares no Sharpe where there is none', () => {
    const flat = measure(makeRun({ bars: 1 }).run)
    expect(compareWithRandom(flat, others)?.sharpe).toBeUndefined()
    expect(compareWithRandom(ofSeed(1), [flat])?.sharpe).toBeUndefined()
  })
})
