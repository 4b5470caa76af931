import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { OrderByOrderBook } from './order-by-order-book.ts'

it('a book of single orders shows what a plain list of them shows', () => {
  const change = fc.record({
    order: fc.nat({ max: 12 }),
    isBid: fc.boolean(),
    ticks: fc.integer({ min: 1, max: 9 }).map((ticks) => ticks * 1e12),
    lots: fc.nat({ max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 80 }), (changes) => {
      const book = new OrderByOrderBook()
      const plain = new Map<number, (typeof changes)[number]>()
      for (const { order, isBid, ticks, lots } of changes) {
        if (lots === 0) expect(book.delete(order)).toBe(plain.delete(order))
        else {
          book.set(order, isBid, ticks, lots)
          plain.set(order, { order, isBid, ticks, lots })
        }
        const of = (side: boolean) => [...plain.values()].filter((each) => each.isBid === side)
        const bids = of(true).map((each) => each.ticks)
        const asks = of(false).map((each) => each.ticks)
        expect(book.size).toBe(plain.size)
        expect(book.bestTicks(true)).toBe(bids.length === 0 ? undefined : Math.max(...bids))
        expect(book.bestTicks(false)).toBe(asks.length === 0 ? undefined : Math.min(...asks))
        expect(book.isCrossed).toBe(Math.max(...bids) >= Math.min(...asks))
        const there = of(isBid).filter((each) => each.ticks === ticks)
        const sum = there.reduce((total, each) => total + each.lots, 0)
        expect(book.lotsAt(isBid, ticks)).toBe(sum)
      }
    }),
    { numRuns: 200, seed: 1 },
  )
})
