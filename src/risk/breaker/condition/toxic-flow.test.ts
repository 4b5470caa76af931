import { describe, expect, it } from 'vitest'
import { defined, Random } from '../../../base/index.ts'
import type { Finding } from './finding.ts'
import { ToxicFlowCondition } from './toxic-flow.ts'

const options = { max: 0.4, halt: 0.6, normal: 0.2 }
const random = Random.fromSeed(7)

/** Takers who buy with this probability. @returns Every level that was said. */
function play(condition: ToxicFlowCondition, takers: number, buys: number): Set<string> {
  const levels = new Set<string>()
  for (let taker = 0; taker < takers; taker += 1) {
    const side = random.next() < buys ? 1 : -1
    levels.add(condition.onTrade(side, 1 + random.below(20), Number.NaN).level)
  }
  return levels
}

describe('ToxicFlowCondition', () => {
  it('finds takers of one side, first halving and then halting', () => {
    const condition = new ToxicFlowCondition(options)
    play(condition, 6_000, 0.5)
    expect(play(condition, 2_500, 1)).toEqual(new Set(['well', 'caution']))
    expect(play(condition, 2_500, 1)).toEqual(new Set(['caution', 'trouble']))
  })

  it('finds nothing among takers of both sides', () => {
    const condition = new ToxicFlowCondition(options)
    expect(play(condition, 30_000, 0.5)).toEqual(new Set(['unjudged', 'well']))
  })

  it('is over where flow is as it usually is', () => {
    const condition = new ToxicFlowCondition(options)
    play(condition, 20_000, 0.65)
    expect(play(condition, 4_000, 1)).toContain('trouble')
    expect(play(condition, 8_000, 0.65)).toContain('well')
    expect(play(condition, 4_000, 0.65)).toEqual(new Set(['well']))
  })

  /** Judged already: ten buckets of 400 lots, so many of them bought whole, the others evenly. */
  function judged(bought: number): ToxicFlowCondition {
    const condition = new ToxicFlowCondition(options)
    for (let taker = 0; taker < 400; taker += 1)
      condition.onTrade(taker % 2 === 0 ? 1 : -1, 1, Number.NaN)
    // The last of them is in the next bucket already.
    condition.onTrade(1, 399, Number.NaN)
    buckets(condition, bought)
    return condition
  }

  /** What is said after ten more buckets of that kind. */
  function buckets(condition: ToxicFlowCondition, bought: number): Finding {
    let said: Finding | undefined
    for (let bucket = 0; bucket < 10; bucket += 1)
      for (const side of bucket < bought ? ([1, 1] as const) : ([1, -1] as const))
        said = condition.onTrade(side, 200, Number.NaN)
    return defined(said, 'what was said')
  }

  it('begins at its limits, and names the one that was met', () => {
    const said = [3, 4, 5, 6, 10].map((bought) => buckets(judged(0), bought))
    expect(said).toEqual([
      { level: 'well', was: 0.3, max: 0.4 },
      { level: 'caution', was: 0.4, max: 0.4 },
      { level: 'caution', was: 0.5, max: 0.4 },
      { level: 'trouble', was: 0.6, max: 0.6 },
      { level: 'trouble', was: 1, max: 0.6 },
    ])
  })

  it('stays caution until it is below what is normal, also before it knows what is usual', () => {
    const levels = [10, 5, 3, 2, 1, 2, 3].map(
      (
        (condition) => (bought: number) =>
          buckets(condition, bought).level
      )(judged(10)),
    )
    expect(levels).toEqual([
      ...['trouble', 'caution', 'caution', 'caution', 'well', 'well', 'well'],
    ])
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('passes over a size of %d', (lots) => {
    const condition = judged(10)
    expect(condition.onTrade(-1, lots, Number.NaN)).toEqual({ level: 'unjudged', was: 0, max: 0.4 })
    expect(buckets(condition, 10)).toEqual({ level: 'trouble', was: 1, max: 0.6 })
  })

  it('takes prints of one moment on two sides for two takers, and of two moments too', () => {
    const printsUntilJudged = (next: (print: number) => readonly [1 | -1, number]): number => {
      const condition = new ToxicFlowCondition(options)
      for (let print = 0; print < 20_000; print += 1) {
        const [side, ts] = next(print)
        if (condition.onTrade(side, 1, ts).level !== 'unjudged') return print + 1
      }
      return 0
    }
    const bySide = printsUntilJudged((print) => [print % 2 === 0 ? 1 : -1, 5])
    const byTime = printsUntilJudged((print) => [1, print])
    // The bucket that the first 400 fill, and ten more; the last of the first opens the next.
    expect([bySide, byTime]).toEqual([4_399, 4_399])
    // Two prints a taker: a bucket is of twice as many, less the second of its last taker.
    expect(printsUntilJudged((print) => [1, print >> 1])).toBe(11 * 799 - 1)
  })

  it('takes prints of one moment for one taker, and passes over what is no size', () => {
    const condition = new ToxicFlowCondition(options)
    for (let print = 0; print < 20_000; print += 1)
      expect(condition.onTrade(1, 1, 5).level).toBe('unjudged')
    expect(condition.onTrade(1, Number.NaN, 5).level).toBe('unjudged')
  })
})
