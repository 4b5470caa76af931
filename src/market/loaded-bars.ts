import type { BarColumns, Instrument, Micros } from '../domain/index.ts'
import type { TradeColumns } from './trade-columns.ts'

/** Where some of the bars came from. */
export type BarSourceFile = {
  readonly path: string
  readonly rows: number
  /** Open of the first bar and close of the last. */
  readonly from: Micros
  readonly to: Micros
}

/** Bars of one instrument in memory, ready to run on. */
export type LoadedBars = {
  readonly instrument: Instrument
  readonly bars: BarColumns
  readonly intervalUs: number
  /** Of the columns (see `columnsSha256`): the same bars give the same hash in any format. */
  readonly sha256: string
  readonly sources: readonly BarSourceFile[]
}

/** Trades of one instrument in memory. */
export type LoadedTrades = {
  readonly instrument: Instrument
  readonly trades: TradeColumns
  readonly path: string
}

/** Bars that open at or after `from` and close at or before `to`. */
export type TimeRange = {
  readonly from?: Micros | undefined
  readonly to?: Micros | undefined
}
