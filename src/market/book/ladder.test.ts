import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ladder } from './ladder.ts'
import { isLevel, levelRows } from './level-rows.ts'
import { OrderBook } from './order-book.ts'
import { ticksMax } from './price-pages.ts'

const ticksOf = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 990, max: 1_030 }),
  fc.integer({ min: 0, max: ticksMax }),
  fc.constantFrom(0, 255, 256, 524_287, 524_288, ticksMax),
)

describe('a ladder', () => {
  it('is the sorted map of its levels', () => {
    const changes = fc.array(fc.tuple(ticksOf, fc.integer({ min: 0, max: 3 })), { maxLength: 200 })
    fc.assert(
      fc.property(changes, fc.boolean(), (list, isBid) => {
        const ladder = new Ladder(isBid)
        const plain = new Map<number, number>()
        for (const [ticks, lots] of list) {
          ladder.set(ticks, lots)
          if (lots === 0) plain.delete(ticks)
          else plain.set(ticks, lots)
          expect(ladder.at(ticks)).toBe(lots)
          const sorted = [...plain.keys()].sort((a, b) => (isBid ? b - a : a - b))
          const walked: number[] = []
          for (let at = ladder.best; at >= 0; at = ladder.next(at)) walked.push(at)
          expect(walked).toEqual(sorted)
          expect(ladder.size).toBe(plain.size)
        }
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('finds the next level from a price that is none', () => {
    const bids = new Ladder(true)
    bids.set(100, 1)
    bids.set(1_000_000, 1)
    expect(bids.next(900_000)).toBe(100)
    expect(bids.next(2_000_000)).toBe(1_000_000)
    expect(bids.next(50)).toBe(-1)
  })

  it('keeps a mark as long as its level', () => {
    const asks = new Ladder(false)
    asks.set(7, 1)
    asks.mark(7, 42)
    asks.set(7, 2)
    expect(asks.markAt(7)).toBe(42)
    asks.set(7, 0)
    asks.set(7, 1)
    expect(asks.markAt(7)).toBe(0)
    expect(() => asks.mark(8, 1)).toThrow('no level')
  })

  it('is empty after it was cleared', () => {
    const bids = new Ladder(true)
    for (let ticks = 0; ticks < 5_000; ticks += 7) bids.set(ticks, 1)
    bids.clear()
    expect([bids.best, bids.size, bids.at(7)]).toEqual([-1, 0, 0])
  })
})

it('keeps every level while its memory grows', () => {
  const ladder = new Ladder(true)
  const prices = Array.from({ length: 3_000 }, (_, i) => (i * 7_919 * 256) % ticksMax)
  for (const [i, ticks] of prices.entries()) ladder.set(ticks, i + 1)
  expect(ladder.size).toBe(prices.length)
  expect(prices.filter((ticks, i) => ladder.at(ticks) !== i + 1)).toEqual([])
})

describe('rows', () => {
  const level = fc.record({
    isBid: fc.boolean(),
    ticks: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -1, max: ticksMax + 1 })),
    lots: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(Number.NaN), fc.constant(-1)),
  })
  const columnsOf = (levels: readonly { isBid: boolean; ticks: number; lots: number }[]) => ({
    isBid: Float64Array.from(levels, ({ isBid }) => (isBid ? 1 : 0)),
    ticks: Float64Array.from(levels, ({ ticks }) => ticks),
    lots: Float64Array.from(levels, ({ lots }) => lots),
  })

  it('are set like levels one by one, up to the first to be looked at', () => {
    const other = fc.integer({ min: -1, max: 40 })
    fc.assert(
      fc.property(fc.array(level), fc.boolean(), other, other, (levels, isBid, best, kept) => {
        const rows = levelRows(columnsOf(levels))
        const [ladder, single] = [new Ladder(isBid), new Ladder(isBid)]
        const end = ladder.setRows(rows, 0, levels.length, best, kept)
        const isPlain = (row: (typeof levels)[number]): boolean =>
          row.isBid === isBid &&
          isLevel(row.ticks, row.lots) &&
          row.ticks !== kept &&
          !(row.lots > 0 && best >= 0 && (isBid ? row.ticks >= best : row.ticks <= best))
        for (const { ticks, lots } of levels.slice(0, end)) single.set(ticks, lots)
        expect(levels.slice(0, end).every(isPlain)).toBe(true)
        expect(levels[end] === undefined || !isPlain(levels[end])).toBe(true)
        expect([ladder.best, ladder.size]).toEqual([single.best, single.size])
        for (const { ticks } of levels.filter((each) => isLevel(each.ticks, 0)))
          expect(ladder.at(ticks)).toBe(single.at(ticks))
      }),
      { seed: 5, numRuns: 1_000 },
    )
  })

  it('that no book can hold make an order book stale, and the others stand', () => {
    const levels = [
      { isBid: true, ticks: 5, lots: 1 },
      { isBid: false, ticks: 7.5, lots: 1 },
      { isBid: false, ticks: 9, lots: 2 },
    ]
    const book = new OrderBook()
    book.snapshot(1)
    book.setRows(levelRows(columnsOf(levels)), 0, 3)
    expect([book.isStale, book.bestTicks(true), book.bestTicks(false)]).toEqual([true, 5, 9])
  })
})
