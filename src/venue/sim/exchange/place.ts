import type { Side } from '../../../domain/index.ts'
import type { MatchingBook } from '../match/matching-book.ts'
import type { BookLevel } from './exchange.ts'
import type { Listing, TradingMode } from './listing.ts'
import type { Settlement } from './settlement.ts'
import type { Triggers } from './triggers.ts'

/** One instrument's corner of the exchange. */
export type Place = {
  readonly index: number
  listing: Listing
  readonly book: MatchingBook
  readonly settlement: Settlement
  readonly triggers: Triggers
  mode: TradingMode
  /** Ticks of the last trade; 0 before the first. */
  last: number
  /** A price the triggers have not seen. */
  hasNews: boolean
}

/** The price to measure others by: the last, else the middle of the book, else 0. */
export function referenceOf({ last, book }: Place): number {
  if (last > 0) return last
  const bid = book.bestTicks(true)
  const ask = book.bestTicks(false)
  if (bid > 0 && ask > 0) return Math.round((bid + ask) / 2)
  return Math.max(bid, ask, 0)
}

/** Levels shown on one side, best first. */
export function depthOf({ book }: Place, side: Side, levels: number): readonly BookLevel[] {
  const isBid = side === 'buy'
  const found: BookLevel[] = []
  for (
    let price = book.bestTicks(isBid);
    price >= 0 && found.length < levels;
    price = book.nextTicks(isBid, price)
  )
    found.push({ price, lots: book.shownAt(isBid, price) })
  return found
}

/** What an order would meet now. */
export type Reach = {
  readonly lots: number
  /** Average price rounded against the taker. Unit: ticks, 0 when nothing is met. */
  readonly ticks: number
  /** The last price it comes to. Unit: ticks. */
  readonly worst: number
}

/** Walks the shown book without touching it, up to `limit`. */
export function reachOf({ book }: Place, isBuy: boolean, limit: number, lots: number): Reach {
  let met = 0
  let sum = 0n
  let worst = 0
  for (
    let price = book.bestTicks(!isBuy);
    price >= 0 && met < lots && (isBuy ? price <= limit : price >= limit);
    price = book.nextTicks(!isBuy, price)
  ) {
    const here = Math.min(lots - met, book.shownAt(!isBuy, price))
    met += here
    sum += BigInt(here) * BigInt(price)
    worst = price
  }
  if (met === 0) return { lots: 0, ticks: 0, worst: 0 }
  const size = BigInt(met)
  return { lots: met, ticks: Number(isBuy ? (sum + size - 1n) / size : sum / size), worst }
}
