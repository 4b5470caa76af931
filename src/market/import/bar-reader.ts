import { UserError } from '../../base/index.ts'
import { BarColumns } from '../../domain/index.ts'
import { type ColumnPlaces, columnPlaces } from './column-places.ts'
import { declineRow } from './decline-row.ts'
import type { InstrumentSpec } from './instrument-spec.ts'
import { intervalOf } from './interval-of.ts'
import { rowSteps, rowVolume } from './row-decimal.ts'
import { rowTime } from './row-time.ts'
import { StepScale, shiftPlaces } from './step-scale.ts'
import type { TableReader, TableRow } from './table.ts'

const columns = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const

/** Bars as one file gave them, on the grid found in it. */
export type BarTable = {
  readonly kind: 'bars'
  readonly bars: BarColumns
  readonly intervalUs: number
  readonly tick: string
  readonly lot: string
}

/** Reads rows of bars and declines the first that is wrong. */
export class BarReader implements TableReader {
  readonly #path: string
  readonly #symbol: string | undefined
  readonly #bars = new BarColumns(1 << 16)
  readonly #ticks: StepScale
  readonly #lots: StepScale
  /** Line of each row; a file with blank lines or several symbols skips some. */
  readonly #lines: number[] = []
  #places: ColumnPlaces<(typeof columns)[number]> | undefined
  #lastMs = 0

  constructor(path: string, symbol: string | undefined, spec: InstrumentSpec) {
    const bars = this.#bars
    this.#path = path
    this.#symbol = symbol
    this.#ticks = new StepScale(spec.tick, (places) => {
      for (const column of [bars.open, bars.high, bars.low, bars.close])
        shiftPlaces(column, bars.length, places)
    })
    this.#lots = new StepScale(spec.lot, (places) => shiftPlaces(bars.volume, bars.length, places))
  }

  header(names: readonly string[]): void {
    this.#places = columnPlaces(this.#path, names, columns, this.#symbol)
  }

  row(row: TableRow): void {
    const places = this.#places
    if (places === undefined) return
    if (places.symbol !== undefined && row.text(places.symbol) !== this.#symbol) return
    const path = this.#path
    const ms = rowTime(row, places.ts, path)
    if (this.#bars.length > 0 && ms <= this.#lastMs) this.#declineOrder(row, ms)
    // A finer step found in a later field rescales the rows before, so this row is read until the
    // step stands still.
    let scale: number
    let open: number
    let high: number
    let low: number
    let close: number
    do {
      scale = this.#ticks.scale
      open = rowSteps(row, places.open, 'open', this.#ticks, path)
      high = rowSteps(row, places.high, 'high', this.#ticks, path)
      low = rowSteps(row, places.low, 'low', this.#ticks, path)
      close = rowSteps(row, places.close, 'close', this.#ticks, path)
    } while (this.#ticks.scale !== scale)
    if (high < open || high < close || low > open || low > close) this.#declineShape(row, places)
    const volume = rowVolume(row, places.volume, this.#lots, path)
    this.#bars.push(ms * 1_000, open, high, low, close, volume)
    this.#lines.push(row.line)
    this.#lastMs = ms
  }

  /** @param intervalUs - Length of a bar; the most common step of the file when not given. */
  finish(intervalUs: number | undefined): BarTable {
    const bars = this.#bars
    if (bars.length === 0) this.#declineEmpty()
    const interval = intervalUs ?? intervalOf(bars.ts, bars.length)
    if (interval === undefined)
      throw new UserError(
        'bad-interval',
        `${this.#path} has one bar only, which does not show its length; give --interval.`,
      )
    for (let row = 1; row < bars.length; row += 1)
      if ((bars.ts[row] as number) - (bars.ts[row - 1] as number) < interval)
        this.#declineOverlap(row, interval)
    for (let row = 0; row < bars.length; row += 1)
      bars.ts[row] = (bars.ts[row] as number) + interval
    return {
      kind: 'bars',
      bars: bars.slice(0, bars.length),
      intervalUs: interval,
      tick: this.#ticks.step,
      lot: this.#lots.step,
    }
  }

  #declineOrder(row: TableRow, ms: number): never {
    if (ms === this.#lastMs)
      declineRow(this.#path, row.line, `ts ${ms} stands twice; remove one of the rows.`)
    declineRow(this.#path, row.line, `ts ${ms} comes after ${this.#lastMs}; sort the rows by ts.`)
  }

  #declineShape(row: TableRow, places: ColumnPlaces<(typeof columns)[number]>): never {
    const of = (name: 'open' | 'high' | 'low' | 'close'): string =>
      `${name} ${row.text(places[name])}`
    declineRow(
      this.#path,
      row.line,
      `${of('high')} and ${of('low')} do not enclose ${of('open')} and ${of('close')}; ` +
        'correct or remove the row.',
    )
  }

  #declineOverlap(row: number, intervalUs: number): never {
    const openMs = (this.#bars.ts[row] as number) / 1_000
    declineRow(
      this.#path,
      this.#lines[row] as number,
      `the bar at ts ${openMs} opens before the one above it has closed (bars of ` +
        `${intervalUs / 1_000_000} s); remove one of them or give the right --interval.`,
    )
  }

  #declineEmpty(): never {
    const what = this.#symbol === undefined ? 'no rows' : `no rows of symbol '${this.#symbol}'`
    throw new UserError('empty-file', `${this.#path} has ${what} below its header; check the file.`)
  }
}
