import type { Side } from '../../../domain/index.ts'
import type { MatchingBook } from '../match/matching-book.ts'
import type { BookLevel } from './exchange.ts'
import type { ExchangeOrder } from './exchange-order.ts'
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
  /** The orders that wait for the mark rather than the last price. */
  readonly markTriggers: Triggers
  mode: TradingMode
  /** Ticks of the last trade; 0 before the first. */
  last: number
  /** Ticks of the mark price; 0 while none is given, when the last price stands for it. */
  mark: number
  /** A price the triggers have not seen. */
  hasNews: boolean
  hasMarkNews: boolean
}

type Waiting = Pick<ExchangeOrder, 'request'>

/** Among whom an order waits for its price. */
export function triggersFor(place: Place, { request }: Waiting): Triggers {
  return request.reference === 'mark' ? place.markTriggers : place.triggers
}

/** The price an order's trigger is measured by; 0 where there is none. Unit: ticks. */
export function triggerPriceFor(place: Place, { request }: Waiting): number {
  return request.reference === 'mark' && place.mark > 0 ? place.mark : referenceOf(place)
}

/** Whether orders may meet; in every other mode they wait, whatever strangers are said to do. */
export function isMatching({ mode }: Place): boolean {
  return mode === 'trading'
}

/** The price to measure others by: the last, else the middle of the book, else 0. */
export function referenceOf({ last, book }: Place): number {
  if (last > 0) return last
  const bid = book.bestTicks(true)
  const ask = book.bestTicks(false)
  if (bid > 0 && ask > 0) return Math.round((bid + ask) / 2)
  return Math.max(bid, ask, 0)
}

/** Whether an order that may go to `limit` would meet anything at once. Unit: ticks. */
export function wouldMeet({ book }: Place, isBuy: boolean, limit: number): boolean {
  const best = book.bestTicks(!isBuy)
  return best >= 0 && (isBuy ? limit >= best : limit <= best)
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
