import type { Json } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { ArgumentError } from '../quant/index.ts'
import type { LongBars } from './long-bars.ts'

/**
 * A streaming statistic over bars. It reads each row once, in order, and never a later one.
 *
 * It is fed in blocks, because a small loop called often stays compiled where one call per bar
 * through a megamorphic site costs as much as the arithmetic. Cutting the rows into blocks
 * differently never changes a reading.
 */
export interface Indicator {
  /**
   * Readings of the last block, an array a line: what stands at `i` belongs to row `from + i`. NaN
   * while warming up. Of an indicator over longer bars, what stands at `k` holds while `k` of the
   * block's were known.
   */
  readonly lines: readonly Float64Array[]
  /** The longer bars that `lines` go by, if they do. */
  readonly longBars?: LongBars
  /** Folds in rows [`from`, `to`), at most `blockRows` of them. Prices in `bars` are ticks. */
  fold(bars: BarColumns, from: number, to: number): void
  /** Everything remembered, for a snapshot. */
  save(): Json
  load(state: Json): void
}

/**
 * Columns that do not come from bars, by name, each as long as the bars of one instrument: what
 * stands at row `i` was known at the close of bar `i`. NaN where nothing was.
 */
export type OutsideColumns = { readonly [name: string]: Float64Array }

/** The same where they may grow: as many rows as there are bars so far. */
export type ColumnsBeside = {
  readonly [name: string]: {
    readonly length: number
    /** Rows [`from`, `to`). */
    subarray(from: number, to: number): Float64Array
  }
}

/** What an indicator may know of the bars it will be fed. */
export type FeatureMarket = {
  /** Quote units per tick: readings that are prices are in quote units. */
  readonly tickSize: number
  /** Base units per lot: the same for readings that are volumes. */
  readonly lotSize: number
  /** Length of the bars, microseconds. */
  readonly intervalUs: number
  /** The same bars put together into longer ones; one maker for all who ask. */
  readonly longBars: (us: number) => LongBars
  /** What is known beside the bars, row by row. */
  readonly outside?: ColumnsBeside | undefined
}

/** A line of an indicator, and the recipe for that. Two of equal `key` are the same. */
export type FeatureSpec = {
  /** Name and parameters, such as `ema(12)`. */
  readonly key: string
  /**
   * The key of the indicator, and which of its lines this is: lines of one indicator are computed
   * together. Where it is left out, the first line of the indicator of this key.
   */
  readonly part?: { readonly of: string; readonly line: number }
  /** Bars needed before the first reading: the reading of row `warmup - 1` is the first. */
  readonly warmup: number
  /** Length of the bars `warmup` counts, when they are longer than the market's. See `every`. */
  readonly everyUs?: number
  /** The column from outside the bars that it is, if it is one. */
  readonly outside?: string
  readonly create: (market: FeatureMarket) => Indicator
}

/** Numbers out of a saved state; NaN is stored as null. */
export function savedNumbers(state: Json): number[] {
  if (!Array.isArray(state)) throw new ArgumentError('a saved state must be a list')
  return state.map((value) => (typeof value === 'number' ? value : Number.NaN))
}

/** The inverse of `savedNumbers`. */
export function numbersToSave(values: readonly number[]): (number | null)[] {
  return values.map((value) => (Number.isNaN(value) ? null : value))
}
