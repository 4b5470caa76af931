import { describe, expect, it } from 'vitest'
import { Random } from '../../../base/index.ts'
import { secondUs } from '../../../domain/index.ts'
import type { Finding } from './finding.ts'
import { ManipulatedFlowCondition } from './manipulated-flow.ts'

const options = { scoreMin: 0.8, alerts: 5, windowSeconds: 60 }

/** A quiet market of some updates a second. @returns When it ends. */
function quiet(condition: ManipulatedFlowCondition, levels: Set<string>): number {
  const random = Random.fromSeed(3)
  let ts = 0
  for (; ts < 200 * secondUs; ts += 100_000) {
    const isBid = random.below(2) === 0
    const price = 1_000 + (isBid ? -1 - random.below(5) : 1 + random.below(5))
    levels.add(condition.onLevel(isBid, price, 1 + random.below(10), ts).level)
    if (random.below(5) === 0)
      levels.add(condition.onTrade(isBid ? 1 : -1, price, 1 + random.below(3), ts).level)
  }
  return ts
}

describe('ManipulatedFlowCondition', () => {
  it('finds quotes stuffed into a quiet market, and nothing before', () => {
    const condition = new ManipulatedFlowCondition(options)
    const levels = new Set<string>()
    let ts = quiet(condition, levels)
    expect(levels).toEqual(new Set(['well']))
    for (let message = 0; message < 5_000; message += 1) {
      ts += 500
      levels.add(condition.onLevel(true, 990, message % 2 === 0 ? 5 : 0, ts).level)
    }
    expect(levels).toEqual(new Set(['well', 'caution']))
  })

  it('stops when several alerts come together', () => {
    const condition = new ManipulatedFlowCondition({ ...options, scoreMin: 1.1, alerts: 2 })
    const levels = new Set<string>()
    let ts = quiet(condition, levels)
    for (let burst = 0; burst < 2; burst += 1) {
      for (let message = 0; message < 5_000; message += 1) {
        ts += 500
        levels.add(condition.onLevel(true, 990, message % 2 === 0 ? 5 : 0, ts).level)
      }
      ts += 30 * secondUs
    }
    expect(levels).toEqual(new Set(['well', 'caution', 'trouble']))
  })

  /** Once a second somebody takes just what came a moment before. @returns What was said, when. */
  function washed(
    condition: ManipulatedFlowCondition,
    from: number,
    until: number,
    prices = [1_001],
  ): readonly (Finding & { readonly second: number })[] {
    const said: (Finding & { readonly second: number })[] = []
    for (let second = from; second < until; second += 1) {
      const price = prices[second % prices.length] as number
      const ts = second * secondUs
      for (const finding of [
        condition.onLevel(false, price, 7, ts),
        condition.onTrade(1, price, 7, ts + 1_000),
        condition.onLevel(false, price, 0, ts + 1_000),
      ])
        said.push({ ...finding, second })
    }
    return said
  }
  const alertsOf = (said: readonly (Finding & { readonly second: number })[]) =>
    said.filter(({ level }) => level !== 'well')

  it('finds a market that trades with itself, whatever its score', () => {
    const [alert, ...others] = alertsOf(
      washed(new ManipulatedFlowCondition({ ...options, scoreMin: 1.1 }), 0, 35),
    )
    expect(alert).toMatchObject({ level: 'caution', max: 1.1 })
    expect(alert?.was).toBeGreaterThan(0.4)
    expect(alert?.was).toBeLessThan(1)
    expect(others).toEqual([])
  })

  it('stops at the last alert of so many within a window, to the microsecond', () => {
    const [first, second] = alertsOf(washed(new ManipulatedFlowCondition(options), 0, 60))
    const windowSeconds = (second?.second ?? 0) - (first?.second ?? 0)
    expect(windowSeconds).toBeGreaterThan(1)
    const within = (seconds: number): readonly string[] => {
      const two = { ...options, alerts: 2, windowSeconds: seconds }
      return alertsOf(washed(new ManipulatedFlowCondition(two), 0, 60)).map(({ level }) => level)
    }
    expect(within(windowSeconds).slice(0, 2)).toEqual(['caution', 'trouble'])
    expect(within(windowSeconds - 1e-6).slice(0, 2)).toEqual(['caution', 'caution'])
  })

  /** Takers of both sides for a while, then buyers in a hurry, and the price with them. */
  function ramped(scoreMin: number): readonly Finding[] {
    const condition = new ManipulatedFlowCondition({ ...options, scoreMin })
    const said: Finding[] = []
    let ts = 0
    for (let taker = 0; taker < 200; taker += 1)
      said.push(condition.onTrade(taker % 2 === 0 ? 1 : -1, 1_000, 5, (ts += secondUs / 2)))
    for (let taker = 0; taker < 40; taker += 1)
      said.push(condition.onTrade(1, 1_001 + taker, 5, (ts += secondUs / 10)))
    return said.filter(({ level }) => level !== 'well')
  }

  it('heeds what is not sure from a score on, and not below it', () => {
    const [alert] = ramped(0)
    const score = alert?.was ?? Number.NaN
    expect(score).toBeGreaterThan(0.1)
    expect(ramped(score)).toEqual([{ level: 'caution', was: score, max: score }])
    expect(ramped(score + 1e-9)).toEqual([])
  })

  it('knows nothing of a book of before a snapshot, nor of what was usual then', () => {
    const stuffed = (isSnapshot: boolean): ReadonlySet<string> => {
      const condition = new ManipulatedFlowCondition(options)
      const levels = new Set<string>()
      let ts = quiet(condition, levels)
      if (isSnapshot) condition.onSnapshot()
      for (let message = 0; message < 200; message += 1)
        levels.add(condition.onLevel(true, 990, message % 2 === 0 ? 5 : 0, (ts += 500)).level)
      return levels
    }
    expect([stuffed(false).size, stuffed(true).size]).toEqual([2, 1])
    const prices = Array.from({ length: 60 }, (_, i) => 1_001 + i)
    const known = new ManipulatedFlowCondition(options)
    for (const price of prices) known.onLevel(false, price, 3, 0)
    expect(alertsOf(washed(known, 1, 50, prices))).toEqual([])
    known.onSnapshot()
    for (const price of prices) known.onLevel(false, price, 3, 50 * secondUs)
    known.onSnapshot()
    expect(alertsOf(washed(known, 51, 100, prices)).length).toBeGreaterThan(0)
  })

  it('does not take a snapshot for order flow, nor fail when a clock goes back', () => {
    const condition = new ManipulatedFlowCondition(options)
    quiet(condition, new Set())
    condition.onSnapshot()
    for (let level = 0; level < 5_000; level += 1)
      expect(condition.onLevel(true, level, 5, 0).level).toBe('well')
  })
})
