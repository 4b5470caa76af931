import type { BookTop } from './book-levels.ts'

/**
 * The middle, drawn towards the side with less size: (ask bidSize + bid askSize) / (both sizes).
 * Where more waits to buy, the next trade is likelier at the ask.
 *
 * @returns In the unit of the prices; `undefined` unless somebody is on both sides.
 * @see Gatheral and Oomen, "Zero-intelligence realized variance estimation", 2010.
 */
export function weightedMid({ bid, bidSize, ask, askSize }: BookTop): number | undefined {
  if (!(bidSize > 0 && askSize > 0)) return undefined
  // From the middle outward: as a share of two products it would lose the last digits.
  return (bid + ask) / 2 + ((ask - bid) / 2) * ((bidSize - askSize) / (bidSize + askSize))
}
