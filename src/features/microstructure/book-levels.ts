/**
 * The best bid and ask. A record the caller may use again and again: nothing here keeps it.
 * Prices in one unit, sizes in one unit, whichever they are; a size of 0 says that nobody is there.
 */
export type BookTop = {
  readonly bid: number
  readonly bidSize: number
  readonly ask: number
  readonly askSize: number
}

/**
 * Levels of a book, best first. Columns the caller may use again and again: nothing here keeps
 * them. A size of 0 says that there is no such level, whatever its price is.
 */
export type BookLevels = {
  readonly bidPrices: Float64Array
  readonly bidSizes: Float64Array
  readonly askPrices: Float64Array
  readonly askSizes: Float64Array
}
