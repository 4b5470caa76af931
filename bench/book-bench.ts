import { type DeltaTable, OrderBook } from '../src/market/index.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { failedRow } from './bench-row.ts'
import { FlatBook } from './flat-book.ts'
import { measurePairs, times } from './measure.ts'
import { perpetualTicks } from './tick-market.ts'

const blockRows = 4_096

/** What was read after every delta, folded into one number. */
function folded(hash: number, bid: number, ask: number): number {
  return Math.imul(hash ^ bid, 0x0100_0193) ^ ask
}

/** Every level of recorded feeds put into a book, its best bid and ask read after each. */
export async function bookDelta(size: BenchSize): Promise<BenchRow> {
  const name = 'book.delta'
  const markets = await perpetualTicks(size)
  const tables = markets.map(({ deltas }) => deltas)
  const flat = tables.map((deltas) => new FlatBook(deltas.columns.ticks))
  const ours = (): string => tables.map((deltas) => playBook(deltas)).join(' ')
  const theirs = (): string => tables.map((deltas, i) => playFlat(deltas, flat[i])).join(' ')
  const hash = ours()
  if (hash !== theirs()) return failedRow(name, 'ns/delta', 'not the same best prices as by hand')
  const deltas = tables.reduce((sum, { length }) => sum + length, 0)
  const measured = measurePairs(
    size,
    31,
    () => void ours(),
    () => void theirs(),
  )
  return {
    name,
    unit: 'ns/delta',
    peer: 'hand-written flat ladder over the range of prices, equal best prices after each',
    hash: workHash(hash),
    goal: '<= 40 ns/delta',
    note: `${deltas} deltas of ${markets.map((market) => market.name).join(' and ')}`,
    ...times(measured, deltas, 1e9),
  }
}

function playBook(deltas: DeltaTable): number {
  const book = new OrderBook()
  let hash = 0
  for (let from = 0; from < deltas.length; from += blockRows)
    hash = playBlock(book, deltas, from, Math.min(from + blockRows, deltas.length), hash)
  return hash >>> 0
}

/** As a feed handler: the numbers of an update first, then its levels. */
function playBlock(
  book: OrderBook,
  { columns }: DeltaTable,
  from: number,
  to: number,
  start: number,
): number {
  const { isSnapshot, first, last, isBid, ticks, lots } = columns
  let hash = start
  for (let row = from; row < to; row += 1) {
    const update = last[row] as number
    if (update !== book.lastUpdate) {
      if (isSnapshot[row] === 1) book.snapshot(update)
      else book.update(Math.min(first[row] as number, book.lastUpdate + 1), update)
    }
    book.set(isBid[row] === 1, ticks[row] as number, lots[row] as number)
    hash = folded(hash, book.bestTicks(true), book.bestTicks(false))
  }
  return hash
}

function playFlat({ columns, length }: DeltaTable, book: FlatBook | undefined): number {
  if (book === undefined) return 0
  book.clear(columns.ticks)
  let hash = 0
  for (let from = 0; from < length; from += blockRows)
    hash = flatBlock(book, columns, from, Math.min(from + blockRows, length), hash)
  return hash >>> 0
}

function flatBlock(
  book: FlatBook,
  { isBid, ticks, lots }: DeltaTable['columns'],
  from: number,
  to: number,
  start: number,
): number {
  let hash = start
  for (let row = from; row < to; row += 1) {
    if (isBid[row] === 1) book.setBid(ticks[row] as number, lots[row] as number)
    else book.setAsk(ticks[row] as number, lots[row] as number)
    hash = folded(hash, book.bid, book.ask)
  }
  return hash
}
