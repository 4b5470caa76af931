import type { Random } from '../../base/index.ts'
import { requireBetween, requireRandom, requireSize, requireTogether } from '../argument.ts'
import { optimalBlockLength } from './optimal-block-length.ts'
import { sumOfProducts } from '../sum-of.ts'

/** How the rows of a record are redrawn, by the stationary bootstrap. */
export type RedrawOptions = {
  /**
   * Mean length of a block, in periods. 1 or more; by default what `optimalBlockLength` says of the
   * series, on average.
   */
  readonly blockMean?: number
  /** How many records to draw. Whole, 1 or more; 1000 by default. */
  readonly draws?: number
  readonly random: Random
}

/** How a record will be redrawn. */
export type RedrawPlan = { readonly blockMean: number; readonly draws: number }

/**
 * The plan that options and their defaults make.
 *
 * @param name - What to call the series where they are declined.
 */
export function requireRedraw(
  name: string,
  series: readonly Float64Array[],
  { blockMean, draws = 1000, random }: RedrawOptions,
): RedrawPlan {
  requireTogether(name, series, 16)
  requireSize('draws', draws, 1)
  requireRandom(random)
  const chosen = blockMean ?? meanBlockLength(series)
  requireBetween('blockMean', chosen, 1, series[0]?.length ?? 0)
  return { blockMean: chosen, draws }
}

/** At least 1; a series that has no best length counts as 1. */
function meanBlockLength(series: readonly Float64Array[]): number {
  let sum = 0
  for (const one of series) sum += optimalBlockLength(one)?.stationary ?? 1
  return Math.max(1, sum / series.length)
}

/**
 * The mean of every series on each redrawn record: the same rows of all of them.
 *
 * @param fillRows - Draws the rows of one record.
 */
export function redrawMeans(
  series: readonly Float64Array[],
  draws: number,
  fillRows: (out: Int32Array) => void,
): Float64Array[] {
  const periods = series[0]?.length ?? 0
  const rows = new Int32Array(periods)
  const counts = new Float64Array(periods)
  return Array.from({ length: draws }, () => {
    fillRows(rows)
    countRows(rows, counts)
    return Float64Array.from(series, (one) => sumOfProducts(one, counts) / periods)
  })
}

/** The mean of every series, summed as those of redrawn records are. */
export function meansOf(series: readonly Float64Array[]): Float64Array {
  const periods = series[0]?.length ?? 0
  const once = new Float64Array(periods).fill(1)
  return Float64Array.from(series, (one) => sumOfProducts(one, once) / periods)
}

/** How often each row was drawn: sums over rows then run through memory in order. */
function countRows(rows: Int32Array, counts: Float64Array): void {
  counts.fill(0)
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] as number
    counts[row] = (counts[row] as number) + 1
  }
}
