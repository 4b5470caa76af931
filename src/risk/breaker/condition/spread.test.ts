import { describe, expect, it } from 'vitest'
import { secondUs } from '../../../domain/index.ts'
import { SpreadCondition } from './spread.ts'

/** A minute of quotes at 10,000 with a spread of ten, which is 10 bps. */
function usual(): readonly [SpreadCondition, number] {
  const condition = new SpreadCondition({ multiple: 3, minBps: 5 })
  let ts = 0
  for (; ts < 60 * secondUs; ts += 100_000) condition.onQuote(9_995, 10_005, ts)
  return [condition, ts]
}

describe('SpreadCondition', () => {
  it('finds a spread of more than three times its median', () => {
    const [condition, ts] = usual()
    expect(condition.onQuote(9_985.1, 10_014.9, ts).level).toBe('well')
    expect(condition.onQuote(9_984.9, 10_015.1, ts)).toEqual({
      level: 'trouble',
      was: expect.closeTo(30.2),
      max: expect.closeTo(30),
    })
  })

  it('is one trouble until two thirds of the way are left', () => {
    const [condition, ts] = usual()
    const levels = [20, 10.5, 9.5, 14].map((half) => {
      const { level } = condition.onQuote(10_000 - half, 10_000 + half, ts)
      return level
    })
    expect(levels).toEqual(['trouble', 'trouble', 'well', 'well'])
  })

  it('does not judge before it knows what is usual', () => {
    const condition = new SpreadCondition({ multiple: 3, minBps: 5 })
    expect(condition.onQuote(1, 2, 0).level).toBe('unjudged')
  })

  it.each([0, 1, 1_700_000_000])('judges after thirty seconds, counted from %i on', (from) => {
    const condition = new SpreadCondition({ multiple: 3, minBps: 5 })
    const at = (second: number, part: number): string =>
      condition.onQuote(9_995, 10_005, (from + second + part) * secondUs).level
    for (let second = 0; second < 30; second += 1)
      for (const part of [0, 0.25, 0.5, 0.75])
        if (second < 29 || part === 0) expect(at(second, part)).toBe('unjudged')
    expect(at(29, 0.5)).toBe('well')
  })

  it('lets a market of one tick be some ticks wide', () => {
    const condition = new SpreadCondition({ multiple: 3, minBps: 5 })
    for (let s = 0; s < 60; s += 1) condition.onQuote(60_000, 60_000.01, s * secondUs)
    expect(condition.onQuote(60_000, 60_020, 60 * secondUs).level).toBe('well')
    expect(condition.onQuote(60_000, 60_040, 60 * secondUs).level).toBe('trouble')
  })

  it('takes a spread that stays for the usual one, after half its memory', () => {
    const [condition, ts] = usual()
    let at = ts
    let level: string = 'trouble'
    for (; level === 'trouble'; at += secondUs) ({ level } = condition.onQuote(9_950, 10_050, at))
    expect((at - ts) / secondUs).toBeGreaterThan(30)
    expect((at - ts) / secondUs).toBeLessThan(600)
  })
})
