import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../quant/index.ts'
import {
  ArrivalIntensity,
  CancelBursts,
  CancelToTrade,
  HawkesIntensity,
  OwnQueue,
  TopSurvival,
} from './index.ts'

describe('arrivals', () => {
  it('are counted right from early on when they come evenly', () => {
    const arrivals = new ArrivalIntensity(1e6)
    for (let ts = 0; ts <= 1e6; ts += 1_000) {
      if (ts < 1e6) expect(arrivals.perSecond(ts)).toBe(undefined)
      arrivals.add(ts)
    }
    expect(arrivals.perSecond(1e6)).toBeCloseTo(1_000, -1)
    expect(arrivals.perSecond(3e6)).toBeLessThan(160)
    expect(() => arrivals.add(0)).toThrow(/must not be before/)
  })

  it('of cancels burst when they come ten times as fast, not when they are merely many', () => {
    const bursts = new CancelBursts()
    let ts = 0
    for (; ts < 120e6; ts += 50_000) bursts.onCancel(ts)
    expect(bursts.ratio(ts)).toBeCloseTo(1, 1)
    expect(bursts.isBurst(ts)).toBe(false)
    for (const end = ts + 2e6; ts < end; ts += 5_000) bursts.onCancel(ts)
    expect(bursts.isBurst(ts)).toBe(true)
    expect(() => new CancelBursts({ fastUs: 5, slowUs: 5 })).toThrow(ArgumentError)
    expect(() => new CancelBursts({ burstRatio: 1 })).toThrow(ArgumentError)
  })

  it('of cancels are held against trades', () => {
    const ratio = new CancelToTrade(1e6)
    ratio.onCancel(0, 5)
    ratio.onCancel(1e6, 5)
    expect(ratio.value).toBe(undefined)
    ratio.onTrade(1e6, 2)
    expect(ratio.value).toBeCloseTo((5 * Math.exp(-1) + 5) / 2, 12)
  })

  it('that set off others raise the intensity, which wears off to its base', () => {
    const hawkes = new HawkesIntensity({ basePerSecond: 2, branching: 0.5, decayPerSecond: 4 })
    expect(hawkes.perSecond(0)).toBe(undefined)
    hawkes.start(0)
    expect(hawkes.perSecond(5e6)).toBe(2)
    hawkes.onEvent(1e6)
    expect(hawkes.perSecond(1e6)).toBe(4)
    expect(hawkes.logLikelihood).toBeCloseTo(Math.log(2) - 2, 12)
    expect(hawkes.perSecond(60e6)).toBeCloseTo(2, 12)
    const unstable = { basePerSecond: 2, branching: 1, decayPerSecond: 4 }
    expect(() => new HawkesIntensity(unstable)).toThrow(ArgumentError)
  })
})

describe('best prices', () => {
  it('live on by the product of Kaplan and Meier', () => {
    const survival = new TopSurvival(4)
    // Bids: 10 steps back at 10 (death), 9 is bettered at 15 (censored), 11 steps back at 35.
    const ask = { ask: 20, askSize: 1 }
    for (const [ts, bid] of [
      [0, 10],
      [10, 9],
      [15, 11],
      [35, 10],
    ] as const)
      survival.update(ts, { bid, bidSize: 1, ...ask })
    expect(survival.survival(1)).toBe(undefined)
    survival.update(40, { bid: 10, bidSize: 0, ...ask })
    // Lifetimes 5 (censored), 5 (death), 10 (death), 20 (death).
    expect(survival.survival(4)).toBe(1)
    expect(survival.survival(5)).toBe(0.75)
    expect(survival.survival(10)).toBe(0.375)
    expect(survival.survival(20)).toBe(0)
    expect(survival.meanUs).toBeCloseTo(40 / 3, 12)
  })

  it('that never die have no mean', () => {
    const survival = new TopSurvival(2)
    for (const bid of [1, 2, 3]) survival.update(bid, { bid, bidSize: 1, ask: 9, askSize: 1 })
    expect(survival.meanUs).toBe(undefined)
    expect(survival.survival(10)).toBe(1)
  })
})

describe('an own order in its queue', () => {
  it('is reached when all ahead of it has traded', () => {
    const queue = new OwnQueue()
    expect(queue.aheadLots).toBe(undefined)
    queue.join(100, 10, 5)
    queue.onAdd(20)
    queue.onTrade(4)
    expect([queue.aheadLots, queue.behindLots, queue.filledLots]).toEqual([6, 20, 0])
    queue.onTrade(8)
    expect([queue.aheadLots, queue.filledLots, queue.ageUs(350)]).toEqual([0, 2, 250])
    queue.onTrade(100)
    expect([queue.aheadLots, queue.filledLots]).toEqual([undefined, 5])
  })

  it('reads cancels with caution, in proportion, or by order', () => {
    const after = (share: number, cancelled: number): readonly (number | undefined)[] => {
      const queue = new OwnQueue(share)
      queue.join(0, 30, 5)
      queue.onAdd(10)
      queue.onCancel(cancelled)
      return [queue.aheadLots, queue.behindLots]
    }
    expect(after(0, 8)).toEqual([30, 2])
    // More than stands behind can only have stood ahead.
    expect(after(0, 12)).toEqual([28, 0])
    expect(after(1, 8)).toEqual([24, 8])
    expect(after(1, 100)).toEqual([0, 0])
    const told = new OwnQueue()
    told.join(0, 30, 10)
    told.onCancelAhead(20)
    expect(told.aheadShare).toBe(0.5)
    expect(() => new OwnQueue(2)).toThrow(ArgumentError)
  })
})
