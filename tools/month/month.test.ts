import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defined } from '../../src/base/index.ts'
import { dayUs, hourUs } from '../../src/domain/index.ts'
import { generateMarket, type LoadedBars } from '../../src/market/index.ts'
import { intervalOf } from './interval-of.ts'
import { makePart } from './make-part.ts'
import { type MonthGroup, monthGroups } from './month-group.ts'
import { readMonth } from './month-record.ts'
import { monthTables } from './month-tables.ts'
import { PlayedBars } from './played-bars.ts'

const [hours] = monthGroups
const whole = defined(hours, 'a group')
/** The same with fewer series, and a shorter past: the whole month is not for every day. */
const few: MonthGroup = { ...whole, files: whole.files.slice(4, 6), warmDays: 11 }

describe('a month', () => {
  it('comes to the same when two days of it are run twice, with all that goes wrong', async () => {
    const days: string[] = []
    const terms = { group: few, votes: 'claimed', days: 2, seed: 7 } as const
    const once = await makePart({ ...terms, onDay: (line) => days.push(line) })
    expect(once.isReplayed).toBe(true)
    expect(once.stops.length).toBeGreaterThan(0)
    expect(once.orders).toBeGreaterThan(0)
    expect(once.memory).toHaveLength(2)
    expect(days).toHaveLength(2)
    expect(await makePart(terms)).toEqual(once)
  })

  it('has on its page what is written down, and nothing else', () => {
    expect(readFileSync('docs/month.md', 'utf8')).toContain(`\n${monthTables(readMonth())}`)
  })

  it('was gone through to its end, and came to the same when it was run again', () => {
    const { parts } = readMonth()
    expect(parts.length).toBeGreaterThan(0)
    expect(parts.every(({ days, isReplayed }) => days === 30 && isReplayed)).toBe(true)
  })
})

describe('played bars', () => {
  const from = Date.UTC(2024, 0, 1) * 1_000
  const [made] = generateMarket({ seed: 1, rows: 6, intervalUs: hourUs })
  const { instrument, intervalUs, sha256, sources, bars } = defined(made, 'a market')
  const holed: LoadedBars = {
    ...{ instrument, intervalUs, sha256, sources },
    bars: bars.slice(0, 2),
  }

  it('stand at the last price where there is no bar, and show none', () => {
    const played = new PlayedBars([holed], from)
    const closes = [1, 2, 3].map(() => {
      played.next()
      return [played.closed().length, played.close[0], played.high[0]]
    })
    const last = bars.close[1]
    expect(closes[1]).toEqual([1, last, bars.high[1]])
    expect(closes[2]).toEqual([0, last, last])
  })

  it('begin at the price that the bars before them left', () => {
    const played = new PlayedBars([holed], from + dayUs)
    expect(played.close[0]).toBe(bars.close[1])
    expect(played.closed()).toEqual([])
  })
})

describe('an interval of days', () => {
  it('has no width where every day was the same, and holds the sum elsewhere', () => {
    expect(intervalOf([2, 2, 2, 2], 1)).toEqual({ sum: 8, low: 8, high: 8 })
    const { sum, low, high } = intervalOf([5, -3, 4, 1, -6, 2, 3, -1], 1)
    expect(sum).toBe(5)
    expect(low).toBeLessThan(5)
    expect(high).toBeGreaterThan(5)
  })
})
