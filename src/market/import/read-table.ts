import { readBytes } from '../market-disk.ts'
import { BarReader, type BarTable } from './bar-reader.ts'
import type { InstrumentSpec } from './instrument-spec.ts'
import { readCsv } from './read-csv.ts'
import { readParquet } from './read-parquet.ts'
import type { TableReader, TableRow } from './table.ts'
import { TradeReader, type TradeTable } from './trade-reader.ts'

export type TableOptions = {
  /** Which rows to take of a file with a `symbol` column. */
  readonly symbol?: string | undefined
  readonly spec?: InstrumentSpec | undefined
  /** Length of a bar when the file shall not tell. */
  readonly intervalUs?: number | undefined
}

/**
 * Reads bars or trades, whichever the columns say, from CSV, gzipped CSV or Parquet, whichever
 * the first bytes say. @throws UserError on the first thing that is wrong.
 */
export async function readTable(
  path: string,
  options: TableOptions,
): Promise<BarTable | TradeTable> {
  const reader = new EitherReader(path, options)
  await readRows(path, reader)
  return reader.finish(options.intervalUs)
}

/** Feeds `reader` the rows of a file of any format we read. */
export async function readRows(path: string, reader: TableReader): Promise<void> {
  const head = new TextDecoder().decode(readBytes(path, 4))
  await (head === 'PAR1' ? readParquet(path, reader) : readCsv(path, reader))
}

/** Becomes a reader of trades or of bars when it has seen the header. */
class EitherReader implements TableReader {
  readonly #path: string
  readonly #options: TableOptions
  #reader: BarReader | TradeReader

  constructor(path: string, options: TableOptions) {
    this.#path = path
    this.#options = options
    this.#reader = new BarReader(path, options.symbol, options.spec ?? {})
  }

  header(names: readonly string[]): void {
    const lower = names.map((name) => name.toLowerCase())
    if (lower.includes('price') && !lower.includes('open'))
      this.#reader = new TradeReader(this.#path, this.#options.symbol, this.#options.spec ?? {})
    this.#reader.header(names)
  }

  row(row: TableRow): void {
    this.#reader.row(row)
  }

  finish(intervalUs: number | undefined): BarTable | TradeTable {
    return this.#reader.finish(intervalUs)
  }
}
