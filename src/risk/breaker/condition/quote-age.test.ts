import { describe, expect, it } from 'vitest'
import { hourUs, minuteUs, secondUs } from '../../../domain/index.ts'
import { QuoteAgeCondition } from './quote-age.ts'

const options = { ageMs: 500, ageMaxMs: 5_000 }
const start = 1_700_000_000 * secondUs

/** Quotes `pauseUs` apart, each `delayUs` on its way. @returns The condition, and when it ends. */
function listened(pauseUs: number, delayUs = 0): readonly [QuoteAgeCondition, number] {
  const condition = new QuoteAgeCondition(options, start)
  let ts = start
  for (const end = ts + 60 * secondUs; ts < end; ) {
    ts += pauseUs
    condition.onQuote(ts - delayUs, ts)
    expect(condition.at(ts).level).toBe('well')
  }
  return [condition, ts]
}

describe('QuoteAgeCondition', () => {
  it('finds a lively market silent after half a second', () => {
    const [condition, ts] = listened(10_000)
    expect(condition.at(ts + 500_000).level).toBe('well')
    expect(condition.at(ts + 500_001)).toEqual({ level: 'trouble', was: 500.001, max: 500 })
  })

  it('waits three usual pauses in a slower one, and five seconds in any', () => {
    const [slower, ts] = listened(400_000)
    expect(slower.at(ts + 1_200_000).level).toBe('well')
    expect(slower.at(ts + 1_200_001).level).toBe('trouble')
    const [slowest, end] = listened(2 * secondUs)
    expect(slowest.at(end + 5 * secondUs).level).toBe('well')
    expect(slowest.at(end + 5 * secondUs + 1).level).toBe('trouble')
  })

  it('does not take a market for lively because its quotes come in bursts', () => {
    const condition = new QuoteAgeCondition(options, start)
    for (let second = 1; second <= 60; second += 1)
      for (let quote = 0; quote < 50; quote += 1) {
        const ts = start + second * secondUs + quote * 100
        expect(condition.at(ts).level).toBe('well')
        condition.onQuote(ts, ts)
      }
    expect(condition.at(start + 62.9 * secondUs).level).toBe('well')
    expect(condition.at(start + 63.1 * secondUs).level).toBe('trouble')
  })

  it('knows how lively a market is after four slices of five seconds', () => {
    const condition = new QuoteAgeCondition(options, start)
    const maxAt = new Map<number, number>()
    for (let ts = start; ts <= start + 21 * secondUs; ts += 10_000) {
      condition.onQuote(ts, ts)
      maxAt.set(ts - start, condition.at(ts).max)
    }
    const at = [0, 15, 19.99, 20, 21].map((second) => maxAt.get(Math.round(second * secondUs)))
    expect(at).toEqual([5_000, 5_000, 5_000, 500, 500])
  })

  it('is over with the next quote', () => {
    const [condition, ts] = listened(10_000)
    condition.at(ts + secondUs)
    condition.onQuote(ts + secondUs, ts + secondUs)
    expect(condition.at(ts + secondUs).level).toBe('well')
  })

  it('finds quotes that come but are old', () => {
    const [condition, ts] = listened(10_000, 40_000)
    const delayed = 3 * secondUs
    condition.onQuote(ts + 10_000 - delayed, ts + 10_000)
    condition.onQuote(ts + delayed - delayed, ts + delayed)
    expect(condition.at(ts + delayed).level).toBe('trouble')
  })

  it('finds an old one within the minute in which somebody began to listen', () => {
    const condition = new QuoteAgeCondition(options, start)
    let ts = start
    for (; ts < start + 25 * secondUs; ts += 10_000) condition.onQuote(ts - 40_000, ts)
    condition.onQuote(ts - 9 * secondUs, ts + secondUs)
    expect(condition.at(ts + secondUs)).toMatchObject({ level: 'trouble', max: 500 })
  })

  it('holds no delay of more than ten minutes ago against one of now', () => {
    const heardAgain = (minutes: number): string => {
      const [condition, ts] = listened(100_000)
      const later = ts + minutes * minuteUs
      condition.onQuote(later - hourUs, later)
      return condition.at(later).level
    }
    expect([heardAgain(8), heardAgain(13)]).toEqual(['trouble', 'well'])
  })

  it('does not mind two clocks that differ, by any constant', () => {
    listened(10_000, -hourUs)
    listened(10_000, hourUs)
  })

  it('takes a clock that was set as it is, after ten minutes', () => {
    const [condition, ts] = listened(100_000)
    let at = ts
    while (at < ts + 11 * minuteUs) {
      at += 100_000
      condition.onQuote(at - hourUs, at)
      if (at < ts + minuteUs && at > ts + 5 * secondUs)
        expect(condition.at(at).level).toBe('trouble')
    }
    expect(condition.at(at).level).toBe('well')
  })

  it('does without stamps', () => {
    const condition = new QuoteAgeCondition(options, start)
    const end = start + 60 * secondUs
    for (let ts = start; ts <= end; ts += 10_000) condition.onQuote(Number.NaN, ts)
    expect(condition.at(end + 500_000).level).toBe('well')
    expect(condition.at(end + 500_001).level).toBe('trouble')
  })

  it('misses nothing before the slow bound, then everything', () => {
    const condition = new QuoteAgeCondition(options, start)
    expect(condition.at(start + 5 * secondUs).level).toBe('well')
    expect(condition.at(start + 5 * secondUs + 1).level).toBe('trouble')
  })

  it('counts nothing from a stream that broke until it is heard again', () => {
    const [condition, ts] = listened(10_000)
    condition.onLoss()
    expect(condition.at(ts).level).toBe('trouble')
    condition.onQuote(ts + 1, ts + 1)
    expect(condition.at(ts + 1).level).toBe('well')
  })
})
