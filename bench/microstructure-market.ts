import type { BookLevels } from '../src/features/index.ts'
import { type DeltaTable, OrderBook, type TradeTickTable } from '../src/market/index.ts'
import type { TickMarket } from './tick-market.ts'

const levels = 5

/** What a book showed after each update, and the trades between, in order of time. */
export type MicrostructureMarket = {
  readonly name: string
  /** Times of books, whose levels stand in `books` one after another. */
  readonly bookTs: Float64Array
  readonly books: readonly BookLevels[]
  readonly trades: TradeTickTable
  /** Trade `before[i]` and those after it come after book `i`, and not those before it. */
  readonly before: Float64Array
}

/** Plays the deltas of a market into a book and keeps its best levels after every update. */
export function microstructureMarket({ name, deltas, trades }: TickMarket): MicrostructureMarket {
  const book = new OrderBook()
  const bookTs: number[] = []
  const books: BookLevels[] = []
  const { last, tsInit } = deltas.columns
  for (let row = 0; row < deltas.length; row += 1) {
    put(book, deltas, row)
    if (row + 1 < deltas.length && last[row + 1] === last[row]) continue
    if (book.bestTicks(true) < 0 || book.bestTicks(false) < 0) continue
    bookTs.push(tsInit[row] as number)
    books.push(shown(book))
  }
  let next = 0
  const before = Float64Array.from(bookTs, (ts) => {
    while ((trades.columns.tsInit[next] ?? Number.POSITIVE_INFINITY) < ts) next += 1
    return next
  })
  return { name, bookTs: Float64Array.from(bookTs), books, trades, before }
}

function put(book: OrderBook, { columns }: DeltaTable, row: number): void {
  const update = columns.last[row] as number
  if (update !== book.lastUpdate) {
    if (columns.isSnapshot[row] === 1) book.snapshot(update)
    else book.update(Math.min(columns.first[row] as number, book.lastUpdate + 1), update)
  }
  book.set(columns.isBid[row] === 1, columns.ticks[row] as number, columns.lots[row] as number)
}

function shown(book: OrderBook): BookLevels {
  const column = (): Float64Array => new Float64Array(levels)
  const found = {
    bidPrices: column(),
    bidSizes: column(),
    askPrices: column(),
    askSizes: column(),
  }
  book.depth(true, found.bidPrices, found.bidSizes)
  book.depth(false, found.askPrices, found.askSizes)
  return found
}
