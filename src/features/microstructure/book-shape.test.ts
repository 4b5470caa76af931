import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../quant/index.ts'
import {
  type BookLevels,
  bookPressure,
  depthImbalance,
  depthSlope,
  OrderFlowImbalance,
  queueImbalance,
  weightedMid,
} from './index.ts'

function book(bids: readonly (readonly number[])[], asks: readonly (readonly number[])[]) {
  const column = (levels: readonly (readonly number[])[], at: number): Float64Array =>
    Float64Array.from(levels, (level) => level[at] ?? 0)
  return {
    bidPrices: column(bids, 0),
    bidSizes: column(bids, 1),
    askPrices: column(asks, 0),
    askSizes: column(asks, 1),
  }
}

/** The book seen from the other side of the table: bids are asks and asks are bids. */
function mirrored({ bidPrices, bidSizes, askPrices, askSizes }: BookLevels): BookLevels {
  return {
    bidPrices: askPrices.map((price) => -price),
    bidSizes: askSizes,
    askPrices: bidPrices.map((price) => -price),
    askSizes: bidSizes,
  }
}

const sizes = fc.integer({ min: 0, max: 50 })
const levels = fc
  .tuple(fc.integer({ min: 50, max: 60 }), fc.array(sizes, { minLength: 6, maxLength: 6 }))
  .map(([bid, lots]) =>
    book(
      [0, 1, 2].map((k) => [bid - k, lots[k] ?? 0]),
      [0, 1, 2].map((k) => [bid + 1 + k, lots[3 + k] ?? 0]),
    ),
  )

describe('order flow imbalance', () => {
  const flowOf = (books: readonly BookLevels[], depth = 1): OrderFlowImbalance => {
    const flow = new OrderFlowImbalance({ levels: depth, window: books.length - 1 })
    for (const each of books) flow.update(each)
    return flow
  }

  it.each([
    ['a bid that grows from 5 to 8', [[100, 8]], [[101, 4]], 3],
    ['an ask that shrinks from 4 to 1', [[100, 5]], [[101, 1]], 3],
    ['a better bid of 2', [[100.5, 2]], [[101, 4]], 2],
    ['a bid of 5 that is gone, 3 a step back', [[99, 3]], [[101, 4]], -5],
    ['an ask a step up, 4 gone', [[100, 5]], [[102, 9]], 4],
    ['a better ask of 7', [[100, 5]], [[100.5, 7]], -7],
    ['no bid at all any more', [[0, 0]], [[101, 4]], -5],
  ])('of %s', (_, bids, asks, wanted) => {
    expect(flowOf([book([[100, 5]], [[101, 4]]), book(bids, asks)]).atLevel(0)).toBe(wanted)
  })

  it('turns its sign with the sides and grows with the sizes', () => {
    fc.assert(
      fc.property(fc.array(levels, { minLength: 2, maxLength: 30 }), (books) => {
        const total = flowOf(books, 3).total ?? Number.NaN
        expect(flowOf(books.map(mirrored), 3).total).toBeCloseTo(-total, 9)
        const larger = books.map((each) => ({
          ...each,
          bidSizes: each.bidSizes.map((lots) => 3 * lots),
          askSizes: each.askSizes.map((lots) => 3 * lots),
        }))
        expect(flowOf(larger, 3).total).toBeCloseTo(3 * total, 9)
      }),
    )
  })

  it('is silent until the window is full, and has no scale in an empty book', () => {
    const flow = new OrderFlowImbalance({ levels: 1, window: 2 })
    const empty = book([[0, 0]], [[0, 0]])
    for (const known of [undefined, undefined, 0]) {
      flow.update(empty)
      expect([flow.total, flow.atLevel(0), flow.scaled]).toEqual([known, known, undefined])
    }
  })

  it('declines fewer levels than asked for, and numbers that are none', () => {
    const flow = new OrderFlowImbalance({ window: 2 })
    expect(() => flow.update(book([[1, 1]], [[2, 1]]))).toThrow(ArgumentError)
    const one = new OrderFlowImbalance({ levels: 1, window: 2 })
    expect(() => one.update(book([[Number.NaN, 1]], [[2, 1]]))).toThrow(/must be finite/)
    expect(() => new OrderFlowImbalance({ window: 0 })).toThrow(/window must be whole/)
  })
})

describe('the shape of a book', () => {
  it('is within -1 and 1, turns with the sides, and does not mind the unit of sizes', () => {
    fc.assert(
      fc.property(levels, (each) => {
        const { bidPrices, bidSizes, askPrices, askSizes } = each
        const larger = {
          ...each,
          bidSizes: bidSizes.map((lots) => 7 * lots),
          askSizes: askSizes.map((lots) => 7 * lots),
        }
        const top = {
          bid: bidPrices[0] ?? 0,
          bidSize: bidSizes[0] ?? 0,
          ask: askPrices[0] ?? 0,
          askSize: askSizes[0] ?? 0,
        }
        const of = (seen: BookLevels): readonly (number | undefined)[] => [
          depthImbalance(seen, 3),
          bookPressure(seen, { levels: 3, reach: 2 }),
        ]
        const found = of(each)
        for (const value of found)
          if (value !== undefined) expect(Math.abs(value)).toBeLessThanOrEqual(1)
        expectClose(of(larger), found)
        expectClose(
          of(mirrored(each)),
          found.map((value) => (value === undefined ? undefined : -value)),
        )
        expect(depthSlope(mirrored(each), 3, true)).toBe(depthSlope(each, 3, false))
        const middle = weightedMid(top)
        if (middle === undefined) expect(top.bidSize * top.askSize).toBe(0)
        else expect(middle > top.bid && middle < top.ask).toBe(true)
      }),
    )
  })

  it('of three hand cases', () => {
    expect(queueImbalance({ bid: 1, bidSize: 30, ask: 2, askSize: 10 })).toBe(0.5)
    expect(queueImbalance({ bid: 1, bidSize: 0, ask: 2, askSize: 10 })).toBe(-1)
    expect(queueImbalance({ bid: 1, bidSize: 0, ask: 2, askSize: 0 })).toBe(undefined)
    const plain = book(
      [
        [99, 10],
        [98, 10],
      ],
      [
        [101, 30],
        [102, 0],
      ],
    )
    expect(depthImbalance(plain, 2)).toBe(-0.2)
    // Distances 1 and 2, sizes up to there 10 and 20: a straight line through the middle.
    expect(depthSlope(plain, 2, true)).toBe(10)
    expect(depthSlope(plain, 2, false)).toBe(30)
    expect(weightedMid({ bid: 99, bidSize: 30, ask: 101, askSize: 10 })).toBe(100.5)
  })

  it('has no answer in an empty book, and declines levels that are not there', () => {
    const empty = book([[0, 0]], [[0, 0]])
    expect(depthImbalance(empty, 1)).toBe(undefined)
    expect(bookPressure(empty, { levels: 1, reach: 1 })).toBe(undefined)
    expect(depthSlope(empty, 1, true)).toBe(undefined)
    expect(depthSlope(book([[5, 1]], [[5, 1]]), 1, true)).toBe(undefined)
    expect(() => depthImbalance(empty, 2)).toThrow(ArgumentError)
    expect(() => bookPressure(empty, { levels: 1, reach: 0 })).toThrow(ArgumentError)
  })
})

function expectClose(
  found: readonly (number | undefined)[],
  wanted: readonly (number | undefined)[],
): void {
  found.forEach((value, i) => {
    const other = wanted[i]
    if (other === undefined) expect(value).toBe(undefined)
    else expect(value).toBeCloseTo(other, 9)
  })
}
