/**
 * Bars as columns: row `i` of every array is one bar. `ts` is its close, microseconds UTC; prices
 * and volume are in whatever unit, and readings are in the same.
 */
export type BarArrays = Readonly<
  Record<'ts' | 'open' | 'high' | 'low' | 'close' | 'volume', Float64Array>
>

/** Columns for `rows` bars, all zero. */
export function emptyBars(rows: number): BarArrays {
  return {
    ts: new Float64Array(rows),
    open: new Float64Array(rows),
    high: new Float64Array(rows),
    low: new Float64Array(rows),
    close: new Float64Array(rows),
    volume: new Float64Array(rows),
  }
}
