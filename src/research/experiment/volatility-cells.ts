import { assert } from '../../base/index.ts'
import { type BarColumns, dayUs } from '../../domain/index.ts'

const weekUs = 7 * dayUs

/** The variance of a market in cells of equal length, a whole number of weeks without a gap. */
export type VolatilityCells = {
  readonly cellUs: number
  readonly count: number
  /** Beginning of each cell, microseconds: what is known then may forecast it. */
  readonly from: Float64Array
  /** Mean variance of a bar in each cell; NaN where a bar is missing. */
  readonly variance: Float64Array
  /** Cells in a week: cells so far apart stand at the same hour of the week. */
  readonly perWeek: number
}

/**
 * Variances out of the ranges of bars, in cells aligned to UTC: the mean of ln(high / low)² / (4 ln
 * 2) over the bars of a cell. Ranges tell five times as much as closes. A range of nothing counts
 * as one of a tick: a market that stood still has a variance all the same.
 *
 * @param from - Cells begin at or after it, microseconds.
 * @param cellUs - A whole number of bars, and a part of a day.
 * @returns The most whole weeks, the oldest cells left out; no cell when there is no whole week.
 * @see Parkinson, "The extreme value method for estimating the variance of the rate of return",
 *   1980.
 */
export function volatilityCells(
  bars: BarColumns,
  intervalUs: number,
  { cellUs, from }: { readonly cellUs: number; readonly from: number },
): VolatilityCells {
  assert(cellUs % intervalUs === 0 && dayUs % cellUs === 0, `cells of ${cellUs} do not fit a day`)
  const perWeek = weekUs / cellUs
  const opens = (bars.ts[0] ?? 0) - intervalUs
  const first = Math.ceil(Math.max(from, opens) / cellUs)
  const end = Math.floor((bars.ts[bars.length - 1] ?? 0) / cellUs)
  const count = Math.max(0, Math.floor((end - first) / perWeek)) * perWeek
  const start = end - count
  const variance = meansOf(bars, { start, count, cellUs, barsPerCell: cellUs / intervalUs })
  const begins = Float64Array.from({ length: count }, (_, k) => (start + k) * cellUs)
  return { cellUs, count, from: begins, variance, perWeek }
}

type Grid = {
  readonly start: number
  readonly count: number
  readonly cellUs: number
  readonly barsPerCell: number
}

function meansOf(bars: BarColumns, { start, count, cellUs, barsPerCell }: Grid): Float64Array {
  const sums = new Float64Array(count)
  const found = new Int32Array(count)
  for (let row = 0; row < bars.length; row += 1) {
    // A bar that closes where a cell ends belongs to that cell.
    const cell = Math.ceil((bars.ts[row] as number) / cellUs) - 1 - start
    if (cell < 0 || cell >= count) continue
    const low = bars.low[row] as number
    const range = Math.log(Math.max(bars.high[row] as number, low + 1) / low)
    sums[cell] = (sums[cell] as number) + (range * range) / (4 * Math.LN2)
    found[cell] = (found[cell] as number) + 1
  }
  return sums.map((sum, k) => (found[k] === barsPerCell ? sum / barsPerCell : Number.NaN))
}
