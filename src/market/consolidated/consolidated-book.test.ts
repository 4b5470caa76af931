import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defined, parseDecimal } from '../../base/index.ts'
import { type Instrument, type InstrumentId, instrument } from '../../domain/index.ts'
import type { BookRecord, GapReason, TickRecord } from '../record/tick-record.ts'
import { ConsolidatedBook } from './consolidated-book.ts'

const nan = Number.NaN

function listed(id: string, tick: string, lot: string): Instrument {
  const made = instrument(id as InstrumentId, tick, lot)
  return defined(made.ok ? made.value : undefined, id)
}

type Rows = readonly (readonly [ticks: number, lots: number])[]

function bookAt(
  tsInit: number,
  last: number,
  bids: Rows,
  asks: Rows,
  kind: 'snapshot' | 'delta' = 'snapshot',
): BookRecord {
  const all = [...bids, ...asks]
  return {
    kind,
    tsEvent: nan,
    tsInit,
    first: last,
    last,
    previous: nan,
    isBid: all.map((_, i) => i < bids.length),
    ticks: all.map(([ticks]) => ticks),
    lots: all.map(([, lots]) => lots),
  }
}

function gapAt(tsInit: number, reason: GapReason): TickRecord {
  return { kind: 'gap', tsEvent: nan, tsInit, stream: 'book', reason, missing: 0 }
}

const kraken = listed('BTC-USD.KRAKEN', '0.1', '0.00000001')
const coinbase = listed('BTC-USD.COINBASE', '0.25', '0.0001')

/** Two venues that were heard at 1,000 and 1,500 us. */
function twoVenues(ageMaxUs = 10_000): ConsolidatedBook {
  const book = new ConsolidatedBook(ageMaxUs)
  book.add(kraken)
  book.add(coinbase)
  book.take(
    0,
    bookAt(
      1_000,
      1,
      [
        [1_000, 5],
        [999, 7],
      ],
      [[1_002, 6]],
    ),
  )
  book.take(
    1,
    bookAt(
      1_500,
      1,
      [[400, 2]],
      [
        [402, 3],
        [401, 9],
      ],
    ),
  )
  return book
}

const rows = (ladder: readonly { ticks: number; lots: number; source: number; ageUs: number }[]) =>
  ladder.map(({ ticks, lots, source, ageUs }) => [ticks, lots, source, ageUs])

describe('a book over venues', () => {
  it('is one ladder on the grid both share, each level with its venue and age', () => {
    const view = twoVenues().view(2_000, 10)
    expect(view.crossing).toBeUndefined()
    expect([view.tick, view.lot]).toEqual(['0.05', '0.00000001'])
    expect(rows(view.bids)).toEqual([
      [2_000, 5, 0, 1_000],
      [2_000, 20_000, 1, 500],
      [1_998, 7, 0, 1_000],
    ])
    expect(rows(view.asks)).toEqual([
      [2_004, 6, 0, 1_000],
      [2_005, 90_000, 1, 500],
      [2_010, 30_000, 1, 500],
    ])
    expect(view.sources.map(({ kind }) => kind)).toEqual(['live', 'live'])
    expect(rows(twoVenues().view(2_000, 1).bids)).toEqual([[2_000, 5, 0, 1_000]])
  })

  it('reports venues that cross each other, and mends nothing', () => {
    const book = twoVenues()
    book.take(
      1,
      bookAt(
        1_600,
        2,
        [
          [403, 1],
          [402, 4],
        ],
        [[404, 1]],
      ),
    )
    const view = book.view(2_000, 10)
    expect(view.bids[0]).toMatchObject({ ticks: 2_015, source: 1 })
    expect(view.crossing).toMatchObject({
      bid: { ticks: 2_015, source: 1 },
      ask: { ticks: 2_004, source: 0 },
      lots: 6,
    })
  })

  it('leaves a venue out that crosses itself', () => {
    const book = twoVenues()
    book.take(1, bookAt(1_600, 2, [[403, 1]], [[403, 1]]))
    const view = book.view(2_000, 10)
    expect(view.sources[1]).toMatchObject({ kind: 'stale', doubt: 'crossed' })
    expect(view.crossing).toBeUndefined()
    expect(view.stale.bids).toMatchObject([{ ticks: 2_015, source: 1 }])
  })

  it.each(['reconnect', 'sequence', 'checksum', 'malformed'] as const)(
    'leaves a venue out after a %s gap until its next snapshot, and says so',
    (reason) => {
      const book = twoVenues()
      book.take(0, gapAt(1_700, reason))
      book.take(0, bookAt(1_800, 2, [[1_001, 1]], [], 'delta'))
      const view = book.view(2_000, 10)
      expect(view.sources[0]).toMatchObject({ kind: 'stale', doubt: reason, ageUs: 1_000 })
      expect(rows(view.bids)).toEqual([[2_000, 20_000, 1, 500]])
      expect(view.stale.bids.map(({ ticks }) => ticks)).toEqual([2_000, 1_998])
      expect(book.isLive(0, 2_000)).toBe(false)
      book.take(0, bookAt(1_900, 5, [[1_001, 2]], [[1_002, 6]]))
      expect(book.isLive(0, 2_000)).toBe(true)
      expect(rows(book.view(2_000, 1).bids)).toEqual([[2_002, 2, 0, 100]])
    },
  )

  it('sees a hole in the numbers by itself', () => {
    const book = twoVenues()
    book.take(0, bookAt(1_700, 9, [[1_001, 1]], [], 'delta'))
    expect(book.view(2_000, 1).sources[0]).toMatchObject({ kind: 'stale', doubt: 'sequence' })
  })

  it('shows nothing of a book half of which may be wrong', () => {
    const book = twoVenues()
    book.take(
      0,
      bookAt(
        1_700,
        2,
        [
          [999, 8],
          [998, -1],
        ],
        [],
        'delta',
      ),
    )
    const view = book.view(2_000, 10)
    expect(view.sources[0]).toMatchObject({ kind: 'absent', doubt: 'malformed', ageUs: undefined })
    expect(view.stale.bids).toEqual([])
  })

  it('does not count a book that is older than the bound', () => {
    const book = twoVenues(1_200)
    expect(book.view(2_200, 1).sources[0]?.kind).toBe('live')
    expect(book.view(2_201, 1).sources[0]).toMatchObject({ kind: 'stale', doubt: 'age' })
    expect(rows(book.view(2_201, 1).bids)).toEqual([[2_000, 20_000, 1, 701]])
  })

  it('falls back to what a venue answers when it is asked, then to what was last known', () => {
    const book = twoVenues(1_200)
    book.takePolled(0, bookAt(900, 1, [[990, 1]], [[1_010, 1]]))
    book.take(0, gapAt(1_700, 'reconnect'))
    // Asked before the stream was last heard: says less than it did.
    expect(book.view(2_000, 1).sources[0]?.kind).toBe('stale')
    book.takePolled(0, bookAt(1_800, 1, [[1_001, 3]], [[1_010, 1]]))
    const view = book.view(2_000, 1)
    expect(view.sources[0]).toMatchObject({ kind: 'polled', doubt: 'reconnect', ageUs: 200 })
    expect(rows(view.bids)).toEqual([[2_002, 3, 0, 200]])
    expect(book.view(3_001, 1).sources[0]).toMatchObject({ kind: 'stale', ageUs: 1_201 })
    expect(rows(book.view(3_001, 2).stale.bids)).toEqual([
      [2_002, 3, 0, 1_201],
      [2_000, 20_000, 1, 1_501],
    ])
  })

  it('does not believe an answer that no book can be', () => {
    const book = twoVenues()
    book.take(0, gapAt(1_700, 'reconnect'))
    book.takePolled(0, bookAt(1_800, 1, [[1_003, 3]], [[1_002, 1]]))
    expect(book.view(2_000, 1).sources[0]?.kind).toBe('stale')
    book.takePolled(0, bookAt(1_900, 1, [[-1, 3]], []))
    expect(book.view(2_000, 1).sources[0]).toMatchObject({ kind: 'stale', ageUs: 1_000 })
  })

  it('is of one pair only', () => {
    const book = twoVenues()
    for (const id of ['BTC-USDT.BINANCE', 'ETH-USD.GEMINI'])
      expect(() => book.add(listed(id, '0.01', '0.00001'))).toThrow(/one pair/)
    expect(book.view(2_000, 1).sources).toHaveLength(2)
  })

  it('declines steps it cannot count exactly, and leaves out such quantities', () => {
    const book = new ConsolidatedBook(10_000)
    book.add(listed('BTC-USD.COARSE', '1000', '1'))
    expect(() => book.add(listed('BTC-USD.FINE', '0.0001', '1'))).toThrow(/counted/)
    book.add(listed('BTC-USD.SMALL', '1000', '0.00000001'))
    book.take(0, bookAt(1_000, 1, [[5, 90_071_993]], []))
    expect(book.view(1_000, 1).sources[0]?.kind).toBe('too-fine')
    book.take(0, bookAt(1_000, 2, [[5, 90_071_992]], []))
    expect(book.view(1_000, 1).bids).toMatchObject([{ ticks: 5, lots: 9_007_199_200_000_000 }])
  })
})
const steps = fc.constantFrom('0.01', '0.05', '0.1', '0.25', '1', '5')
const side = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 99 })),
  {
    selector: ([ticks]) => ticks,
    maxLength: 12,
  },
)
const venues = fc.array(
  fc.record({ tick: steps, lot: steps, bids: side, asks: side, isLost: fc.boolean() }),
  { minLength: 1, maxLength: 5 },
)

/** Exactly, on a grid far finer than any: no common step needed. */
const exact = (step: string, count: number): bigint =>
  defined(parseDecimal(step, 8), step) * BigInt(count)

it('equals a naive merge, and keeps every total', () => {
  fc.assert(
    fc.property(venues, (all) => {
      const book = new ConsolidatedBook(10_000)
      for (const [i, { tick, lot, bids, asks, isLost }] of all.entries()) {
        book.add(listed(`BTC-USD.V${i}`, tick, lot))
        const [bid] = bids.map(([ticks]) => ticks).sort((a, b) => b - a)
        // A venue does not cross itself.
        const above: Rows = asks.map(([ticks, lots]) => [ticks + (bid ?? 0), lots])
        book.take(i, bookAt(100 + i, 1, bids, above))
        if (isLost) book.take(i, gapAt(200, 'reconnect'))
      }
      const view = book.view(1_000, 1_000)
      const naive = (isBid: boolean, isLost: boolean): readonly unknown[] =>
        all
          .flatMap((venue, source) => {
            const bid = isBid ? 0 : Math.max(0, ...venue.bids.map(([ticks]) => ticks))
            return venue.isLost === isLost
              ? (isBid ? venue.bids : venue.asks).map(([ticks, lots]) => ({
                  price: exact(venue.tick, ticks + bid),
                  quantity: exact(venue.lot, lots),
                  source,
                  ageUs: 900 - source,
                }))
              : []
          })
          .sort((a, b) => {
            const order = Number(isBid ? b.price - a.price : a.price - b.price)
            return order === 0 ? a.source - b.source : order
          })
      const shown = (ladder: typeof view.bids): readonly unknown[] =>
        ladder.map(({ ticks, lots, source, ageUs }) => ({
          price: exact(view.tick, ticks),
          quantity: exact(view.lot, lots),
          source,
          ageUs,
        }))
      expect(shown(view.bids)).toEqual(naive(true, false))
      expect(shown(view.asks)).toEqual(naive(false, false))
      expect(shown(view.stale.bids)).toEqual(naive(true, true))
      expect(shown(view.stale.asks)).toEqual(naive(false, true))
      expect(view.crossing?.lots ?? 0).toBe(crossedLots(view.bids, view.asks))
    }),
    { seed: 1, numRuns: 300 },
  )
})

/** The most that can change hands at one price: bid there or above, asked there or below. */
function crossedLots(
  bids: readonly { readonly ticks: number; readonly lots: number }[],
  asks: readonly { readonly ticks: number; readonly lots: number }[],
): number {
  const sum = (side: typeof bids): number => side.reduce((total, { lots }) => total + lots, 0)
  const met = bids.map(({ ticks: at }) => [
    sum(bids.filter(({ ticks }) => ticks >= at)),
    sum(asks.filter(({ ticks }) => ticks <= at)),
  ])
  return Math.max(0, ...met.map((sums) => Math.min(...sums)))
}
