import { requirePositive } from '../../quant/index.ts'
import type { BookLevels, BookTop } from './book-levels.ts'
import { requireLevels } from './require-levels.ts'

/**
 * How much more waits at the best bid than at the best ask: (bid - ask) / (bid + ask) in size.
 *
 * @returns -1 to 1; `undefined` for an empty top.
 * @see Gould and Bonart, "Queue imbalance as a one-tick-ahead price predictor", 2016.
 */
export function queueImbalance({ bidSize, askSize }: BookTop): number | undefined {
  return shareOf(bidSize, askSize)
}

/**
 * The same over the sizes of the best `levels` levels of each side, added up.
 *
 * @param levels - Whole, from 1 to the levels of the book.
 * @returns -1 to 1; `undefined` for an empty book.
 * @throws ArgumentError on more levels than there are.
 */
export function depthImbalance(book: BookLevels, levels: number): number | undefined {
  requireLevels(book, levels)
  let bids = 0
  let asks = 0
  for (let k = 0; k < levels; k += 1) {
    bids += book.bidSizes[k] as number
    asks += book.askSizes[k] as number
  }
  return shareOf(bids, asks)
}

/** How much of a book presses, and how fast that fades with the distance. */
export type BookPressureOptions = {
  /** Whole, from 1 to the levels of the book. */
  readonly levels: number
  /** Distance from the middle at which a lot counts 1/e of one at the middle. Unit: of prices. */
  readonly reach: number
}

/**
 * Imbalance of the book in which near lots press more: each size is weighed by
 * exp(-distance from the middle / reach).
 *
 * @returns -1 to 1, positive when bids press; `undefined` unless both sides have a best level.
 * @throws ArgumentError on more levels than there are, or a reach that is not positive.
 */
export function bookPressure(
  book: BookLevels,
  { levels, reach }: BookPressureOptions,
): number | undefined {
  requireLevels(book, levels)
  requirePositive('reach', reach)
  const middle = middleOf(book)
  if (middle === undefined) return undefined
  const { bidPrices, bidSizes, askPrices, askSizes } = book
  let bids = 0
  let asks = 0
  for (let k = 0; k < levels; k += 1) {
    const bid = bidSizes[k] as number
    const ask = askSizes[k] as number
    if (bid > 0) bids += bid * Math.exp(((bidPrices[k] as number) - middle) / reach)
    if (ask > 0) asks += ask * Math.exp((middle - (askPrices[k] as number)) / reach)
  }
  return shareOf(bids, asks)
}

/**
 * How fast a side of the book deepens: least squares of the size standing up to a level on its
 * distance from the middle, through the origin, where nothing stands.
 *
 * @param levels - Whole, from 1 to the levels of the book.
 * @returns Size per unit of price; `undefined` unless both sides have a best level.
 * @throws ArgumentError on more levels than there are.
 */
export function depthSlope(book: BookLevels, levels: number, isBid: boolean): number | undefined {
  requireLevels(book, levels)
  const middle = middleOf(book)
  if (middle === undefined) return undefined
  const prices = isBid ? book.bidPrices : book.askPrices
  const sizes = isBid ? book.bidSizes : book.askSizes
  let upTo = 0
  let above = 0
  let below = 0
  for (let k = 0; k < levels; k += 1) {
    if (!((sizes[k] as number) > 0)) break
    upTo += sizes[k] as number
    const distance = Math.abs((prices[k] as number) - middle)
    above += distance * upTo
    below += distance * distance
  }
  // Where bid and ask meet in one price, no level has a distance.
  return below > 0 ? above / below : undefined
}

function shareOf(bids: number, asks: number): number | undefined {
  const all = bids + asks
  return all > 0 ? (bids - asks) / all : undefined
}

function middleOf({ bidPrices, bidSizes, askPrices, askSizes }: BookLevels): number | undefined {
  const hasBoth = (bidSizes[0] as number) > 0 && (askSizes[0] as number) > 0
  return hasBoth ? ((bidPrices[0] as number) + (askPrices[0] as number)) / 2 : undefined
}
