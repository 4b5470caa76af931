import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookOf, orderOf, plain, plainOf } from '../../../test/simulation/risk-books.ts'
import { dayUs, minorPerUnit } from '../../domain/index.ts'
import type { Limits } from '../limits.ts'
import type { RiskBook } from '../risk-book.ts'
import { checkDrawdown } from './drawdown.ts'

const refusal = (limit: string, was: number, max: number) => ({ ok: false, limit, was, max })
const wide: Partial<Limits> = { drawdownHalt: 1, dailyLossMax: 1 }

/** A desk of 1,000 whose equity is another since. */
function at(equity: number, over: Partial<Limits>, ts = 2): RiskBook {
  const book = bookOf(plain, { ...wide, ...over })
  book.mark(ts, equity * minorPerUnit, 0, 0)
  return book
}

describe('losses', () => {
  it('pass short of the limit and are refused at it', () => {
    expect(checkDrawdown(orderOf(0, 1), at(751, { drawdownHalt: 0.25 }))).toBeUndefined()
    expect(checkDrawdown(orderOf(0, 1), at(750, { drawdownHalt: 0.25 }))).toEqual(
      refusal('drawdown', 0.25, 0.25),
    )
    expect(checkDrawdown(orderOf(0, 1), at(751, { dailyLossMax: 0.25 }))).toBeUndefined()
    expect(checkDrawdown(orderOf(0, 1), at(750, { dailyLossMax: 0.25 }))).toEqual(
      refusal('daily-loss', 0.25, 0.25),
    )
  })

  it('are those of the UTC day, and of the peak for ever', () => {
    expect(checkDrawdown(orderOf(0, 1), at(750, { dailyLossMax: 0.25 }, dayUs - 1))).toBeDefined()
    expect(checkDrawdown(orderOf(0, 1), at(750, { dailyLossMax: 0.25 }, dayUs))).toBeUndefined()
    const halt = at(750, { drawdownHalt: 0.25 }, 3_650 * dayUs)
    expect(checkDrawdown(orderOf(0, 1), halt)?.limit).toBe('drawdown')
  })

  it('are refused when nobody knows them, and for a whole day that nobody knows the start of', () => {
    expect(checkDrawdown(orderOf(0, 1), at(Number.NaN, {}))?.limit).toBe('drawdown')
    const blind = at(Number.NaN, { dailyLossMax: 0.25 }, dayUs)
    blind.mark(dayUs + 1, 900 * minorPerUnit, 0, 0)
    expect(checkDrawdown(orderOf(0, 1), blind)?.limit).toBe('daily-loss')
    blind.mark(2 * dayUs, 900 * minorPerUnit, 0, 0)
    expect(checkDrawdown(orderOf(0, 1), blind)).toBeUndefined()
  })
})

describe('counts', () => {
  it('pass up to the limit and are refused one beyond', () => {
    const book = bookOf(plain, { ...wide, ordersPerDayMax: 3, tradesPerDayMax: 2 })
    book.ordersToday = 2
    book.tradesToday = 1
    expect(checkDrawdown(orderOf(0, 1), book)).toBeUndefined()
    book.tradesToday = 2
    expect(checkDrawdown(orderOf(0, 1), book)).toEqual(refusal('trades-per-day', 3, 2))
    book.ordersToday = 3
    expect(checkDrawdown(orderOf(0, 1), book)).toEqual(refusal('orders-per-day', 4, 3))
  })

  it('a trade begins where nothing is held nor on its way', () => {
    for (const line of [{ held: 5 }, { held: -5 }, { buys: 5 }, { sells: 5 }]) {
      const book = bookOf(plainOf([line]), { ...wide, tradesPerDayMax: 0 })
      expect(checkDrawdown(orderOf(0, 1), book)).toBeUndefined()
      expect(checkDrawdown(orderOf(1, 1), book)?.limit).toBe('trades-per-day')
    }
  })

  it('losses in a row pass short of the limit, are refused at it, and end with a gain', () => {
    const book = bookOf(plain, { ...wide, lossesInRowMax: 2 })
    book.closed(-1n)
    book.closed(0n)
    expect(checkDrawdown(orderOf(0, 1), book)).toBeUndefined()
    book.closed(-1n)
    expect(checkDrawdown(orderOf(0, 1), book)).toEqual(refusal('losses-in-row', 2, 2))
    book.closed(1n)
    expect(checkDrawdown(orderOf(0, 1), book)).toBeUndefined()
  })

  it('what is not known is refused', () => {
    const keys = ['ordersToday', 'tradesToday', 'lossesInRow'] as const
    for (const key of keys) {
      const book = bookOf(plain, wide)
      book[key] = Number.NaN
      expect(checkDrawdown(orderOf(0, 1), book), `${key}`).toBeDefined()
    }
    for (const key of ['drawdownHalt', 'dailyLossMax', 'ordersPerDayMax', 'lossesInRowMax']) {
      const book = bookOf(plain, { ...wide, [key]: Number.NaN })
      expect(checkDrawdown(orderOf(0, 1), book), `${key}`).toBeDefined()
    }
  })
})

it('agrees with the same figured from all that was marked', () => {
  const step = fc.record({
    hours: fc.integer({ min: 0, max: 30 }),
    equity: fc.integer({ min: 500, max: 2_000 }),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      const book = bookOf(plain, { drawdownHalt: 0.4, dailyLossMax: 0.3 })
      const marked = [{ ts: 1, equity: 1_000 }]
      for (const { hours, equity } of steps) {
        const ts = (marked.at(-1)?.ts ?? 0) + (hours * dayUs) / 24
        marked.push({ ts, equity })
        book.mark(ts, equity * minorPerUnit, 0, 0)
        const day = Math.floor(ts / dayUs)
        const start = marked.find((each) => Math.floor(each.ts / dayUs) === day)?.equity ?? 0
        const peak = Math.max(...marked.map((each) => each.equity))
        const isLost = equity * 10 <= peak * 6
        const isDayLost = equity * 10 <= start * 7
        fc.pre(Math.abs(equity / peak - 0.6) > 1e-9 && Math.abs(equity / start - 0.7) > 1e-9)
        const said = checkDrawdown(orderOf(0, 1), book)?.limit
        expect(said).toBe(isLost ? 'drawdown' : isDayLost ? 'daily-loss' : undefined)
      }
    }),
    { seed: 8, numRuns: 500 },
  )
})
