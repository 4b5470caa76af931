import type { BarColumns } from '../domain/index.ts'

/** Room for an equity curve: a place for every distinct time of a run. */
export type CurveRoom = {
  readonly ts: Float64Array
  readonly equity: Float64Array
  readonly exposure: Float32Array
  /** Whether `ts` holds the times already. */
  readonly hasTimes: boolean
}

/**
 * Room for a run over `columns`. The times of a single instrument are those of its bars, and are
 * not copied: at three million bars every column more is 24 MB.
 *
 * @param warmUntil - Bars that close at or before it are not on the curve.
 */
export function curveRoom(columns: readonly BarColumns[], warmUntil: number): CurveRoom {
  const [only] = columns
  const rows = columns.reduce((sum, bars) => sum + bars.length, 0)
  const isAlone = only !== undefined && columns.length === 1
  const ts = isAlone
    ? only.ts.subarray(only.rowAt(warmUntil + 1), only.length)
    : new Float64Array(rows)
  return {
    ts,
    equity: new Float64Array(ts.length),
    exposure: new Float32Array(ts.length),
    hasTimes: isAlone,
  }
}
