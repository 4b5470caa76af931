import { BarColumns } from '../../domain/index.ts'
import { type ColumnPlaces, columnPlaces } from '../import/column-places.ts'
import { powersOfTen, type TableReader, type TableRow } from '../import/table.ts'
import type { RawBars } from './check-bars.ts'

const columns = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const

/** Reads bars as floats and forgives: a row that is not all numbers is counted and passed over. */
export class RawBarReader implements TableReader {
  malformed = 0
  readonly #path: string
  readonly #symbol: string | undefined
  readonly #bars = new BarColumns(1 << 16)
  #places: ColumnPlaces<(typeof columns)[number]> | undefined

  constructor(path: string, symbol: string | undefined) {
    this.#path = path
    this.#symbol = symbol
  }

  get bars(): RawBars {
    return this.#bars
  }

  header(names: readonly string[]): void {
    this.#places = columnPlaces(this.#path, names, columns, this.#symbol)
  }

  row(row: TableRow): void {
    const places = this.#places
    if (places === undefined) return
    if (places.symbol !== undefined && row.text(places.symbol) !== this.#symbol) return
    const ms = this.#number(row, places.ts)
    const open = this.#number(row, places.open)
    const high = this.#number(row, places.high)
    const low = this.#number(row, places.low)
    const close = this.#number(row, places.close)
    const volume = this.#number(row, places.volume)
    const isWhole = Number.isSafeInteger(ms * 1_000)
    // One NaN among the fields makes the sum NaN.
    if (isWhole && !Number.isNaN(open + high + low + close + volume))
      this.#bars.push(ms * 1_000, open, high, low, close, volume)
    else this.malformed += 1
  }

  /** NaN when the field is no number, or missing. */
  #number(row: TableRow, place: number): number {
    // Float noise has more digits than fit; for looking it over, eight behind the point do.
    if (!row.readDecimal(place, 15) && !row.readDecimal(place, 8)) return Number.NaN
    return row.digits / (powersOfTen[row.scale] as number)
  }
}
