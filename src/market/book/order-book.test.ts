import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ticksMax } from './price-pages.ts'
import { OrderBook } from './order-book.ts'

type Level = readonly [isBid: boolean, ticks: number, lots: number]

function bookOf(...levels: readonly Level[]): OrderBook {
  const book = new OrderBook()
  book.snapshot(1)
  for (const level of levels) book.set(...level)
  return book
}

const twoSides = bookOf([true, 99, 3], [true, 98, 7], [false, 101, 1], [false, 105, 2])

describe('an order book', () => {
  it('shows what a sorted list of its levels shows', () => {
    const level = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 60 }), fc.nat({ max: 3 }))
    const room = fc.integer({ min: 0, max: 12 })
    fc.assert(
      fc.property(fc.array(level, { maxLength: 120 }), room, (levels, depth) => {
        const book = bookOf(...levels)
        const ticks = new Float64Array(depth)
        const lots = new Float64Array(depth)
        for (const isBid of [true, false]) {
          const plain = new Map<number, number>()
          for (const [side, at, size] of levels) if (side === isBid) plain.set(at, size)
          const sorted = [...plain]
            .filter(([, size]) => size > 0)
            .sort(([a], [b]) => (isBid ? b - a : a - b))
          const found = book.depth(isBid, ticks, lots)
          const shown = Array.from({ length: found }, (_, i) => [ticks[i], lots[i]])
          expect(shown).toEqual(sorted.slice(0, depth))
          expect(book.size(isBid)).toBe(sorted.length)
          expect(book.bestTicks(isBid)).toBe(sorted[0]?.[0] ?? -1)
          expect(book.bestLots(isBid)).toBe(sorted[0]?.[1] ?? 0)
        }
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('draws the middle towards the side with fewer lots', () => {
    expect(twoSides.microprice()).toBe((99 * 1 + 101 * 3) / 4)
    expect(bookOf([true, 99, 3]).microprice()).toBeUndefined()
  })

  it('weighs as many levels as asked for', () => {
    expect(twoSides.imbalance(1)).toBe(2 / 4)
    expect(twoSides.imbalance(2)).toBe(7 / 13)
    expect(bookOf([false, 99, 3]).imbalance(5)).toBe(-1)
    expect(bookOf().imbalance(5)).toBeUndefined()
  })

  it('is crossed when a bid comes to the best ask', () => {
    expect(twoSides.isCrossed).toBe(false)
    expect(bookOf([true, 99, 3], [false, 99, 3]).isCrossed).toBe(true)
    expect(bookOf([true, 99, 3]).isCrossed).toBe(false)
  })

  it('is empty but for the snapshot after one', () => {
    const book = bookOf([true, 99, 3], [false, 101, 1])
    book.snapshot(2)
    book.set(true, 50, 1)
    expect([book.bestTicks(true), book.bestTicks(false), book.size(true)]).toEqual([50, -1, 1])
  })
})

describe('the numbering of a book', () => {
  it('waits for a snapshot', () => {
    const book = new OrderBook()
    expect(book.isStale).toBe(true)
    expect(book.update(1, 2)).toBe('gap')
    book.snapshot(10)
    expect([book.isStale, book.lastUpdate]).toEqual([false, 10])
  })

  it('passes over what the snapshot holds and takes what overlaps it', () => {
    const book = bookOf()
    book.snapshot(10)
    expect(book.update(7, 9)).toBe('old')
    expect(book.update(8, 10)).toBe('old')
    expect(book.update(9, 12)).toBe('next')
    expect(book.update(13, 13)).toBe('next')
    expect(book.lastUpdate).toBe(13)
  })

  it('is lost with a missing update, until the next snapshot', () => {
    const book = bookOf()
    book.snapshot(10)
    expect(book.update(12, 13)).toBe('gap')
    expect([book.isStale, book.lastUpdate]).toEqual([true, -1])
    expect(book.update(11, 14)).toBe('gap')
    book.snapshot(20)
    expect(book.update(21, 21)).toBe('next')
  })

  it('goes by the number before, where the numbers have holes', () => {
    const book = bookOf()
    book.snapshot(10)
    expect(book.update(40, 45, 10)).toBe('next')
    expect(book.update(60, 70, 45)).toBe('next')
    expect(book.update(90, 95, 80)).toBe('gap')
  })

  it('takes a number that is none for a gap', () => {
    const book = bookOf()
    expect(book.update(2, Number.NaN)).toBe('gap')
    book.snapshot(1)
    expect(book.update(Number.NaN, 3)).toBe('gap')
  })

  it('is lost with a level that no book can hold', () => {
    const bad: readonly Level[] = [
      [true, -1, 1],
      [true, 1.5, 1],
      [false, ticksMax + 1, 1],
      [false, Number.NaN, 1],
      [true, 1, -1],
      [true, 1, Number.NaN],
      [false, 1, Number.POSITIVE_INFINITY],
    ]
    for (const level of bad) {
      const book = bookOf([true, 5, 1])
      expect(book.set(...level)).toBe(false)
      expect([book.isStale, book.bestTicks(true)]).toEqual([true, 5])
    }
  })

  it('is lost when its keeper has reason to distrust it', () => {
    const book = bookOf([true, 5, 1])
    book.distrust()
    expect(book.isStale).toBe(true)
  })
})
