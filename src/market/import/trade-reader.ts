import { UserError } from '../../base/index.ts'
import { TradeColumns } from '../trade-columns.ts'
import { type ColumnPlaces, columnPlaces } from './column-places.ts'
import { declineRow } from './decline-row.ts'
import type { InstrumentSpec } from './instrument-spec.ts'
import { rowSteps } from './row-decimal.ts'
import { rowTime } from './row-time.ts'
import { StepScale, shiftPlaces } from './step-scale.ts'
import type { TableReader, TableRow } from './table.ts'

const columns = ['ts', 'price', 'qty', 'side'] as const

/** Trades as one file gave them, on the grid found in it. */
export type TradeTable = {
  readonly kind: 'trades'
  readonly trades: TradeColumns
  readonly tick: string
  readonly lot: string
}

/** Reads rows of trades and declines the first that is wrong. Many may share one stamp. */
export class TradeReader implements TableReader {
  readonly #path: string
  readonly #symbol: string | undefined
  readonly #trades = new TradeColumns(1 << 12)
  readonly #ticks: StepScale
  readonly #lots: StepScale
  #places: ColumnPlaces<(typeof columns)[number]> | undefined
  #lastMs = 0

  constructor(path: string, symbol: string | undefined, spec: InstrumentSpec) {
    const trades = this.#trades
    this.#path = path
    this.#symbol = symbol
    this.#ticks = new StepScale(spec.tick, (places) =>
      shiftPlaces(trades.price, trades.length, places),
    )
    this.#lots = new StepScale(spec.lot, (places) =>
      shiftPlaces(trades.quantity, trades.length, places),
    )
  }

  header(names: readonly string[]): void {
    this.#places = columnPlaces(this.#path, names, columns, this.#symbol)
  }

  row(row: TableRow): void {
    const places = this.#places
    if (places === undefined) return
    if (places.symbol !== undefined && row.text(places.symbol) !== this.#symbol) return
    const ms = rowTime(row, places.ts, this.#path)
    if (ms < this.#lastMs)
      declineRow(this.#path, row.line, `ts ${ms} comes after ${this.#lastMs}; sort the rows by ts.`)
    const price = rowSteps(row, places.price, 'price', this.#ticks, this.#path)
    const quantity = rowSteps(row, places.qty, 'qty', this.#lots, this.#path)
    this.#trades.push(ms * 1_000, price, quantity, this.#side(row, places.side))
    this.#lastMs = ms
  }

  finish(): TradeTable {
    if (this.#trades.length === 0)
      throw new UserError(
        'empty-file',
        `${this.#path} has no rows to read below its header; check the file.`,
      )
    this.#trades.trim()
    return {
      kind: 'trades',
      trades: this.#trades,
      tick: this.#ticks.step,
      lot: this.#lots.step,
    }
  }

  #side(row: TableRow, column: number): 1 | -1 {
    const side = row.text(column)
    if (side === 'buy') return 1
    if (side === 'sell') return -1
    declineRow(
      this.#path,
      row.line,
      `side '${side.slice(0, 40)}' is neither 'buy' nor 'sell' (the aggressor); correct the row.`,
    )
  }
}
