import { ArgumentError, requireWhole } from '../../quant/index.ts'
import type { BookLevels } from './book-levels.ts'

/** Declines a number of levels that is none, or a book with fewer of either side. */
export function requireLevels(book: BookLevels, levels: number): void {
  requireWhole('levels', levels, 1)
  const { bidPrices, bidSizes, askPrices, askSizes } = book
  const least = Math.min(bidPrices.length, bidSizes.length, askPrices.length, askSizes.length)
  if (least < levels)
    throw new ArgumentError(`the book must have ${levels} levels of each side, had ${least}`)
}
