import type { Finding } from './finding.ts'

/**
 * A book that cannot be traded on: nobody bids or asks, or it bids as much as it asks, or more.
 * `was` is bid less ask in ticks; 0 where a side is empty.
 *
 * @param bid - Best price in ticks; NaN when nobody bids.
 */
export function judgeBook(bid: number, ask: number): Finding {
  if (Number.isNaN(bid) || Number.isNaN(ask)) return { level: 'trouble', was: 0, max: -1 }
  return { level: bid < ask ? 'well' : 'trouble', was: bid - ask, max: -1 }
}

/** Beyond what any market is: 1e18 units, or 1e-18 of one. */
const priceMax = 1e18

/** A price that is none: missing, not finite, not above 0, or out of all bounds. */
export function judgePrice(price: number): Finding {
  const isPrice = price > 1 / priceMax && price < priceMax
  return { level: isPrice ? 'well' : 'trouble', was: price, max: priceMax }
}
