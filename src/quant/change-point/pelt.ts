import {
  requireBetween,
  requireOneOf,
  requirePositive,
  requireRecord,
  requireWhole,
} from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { type Change, type SegmentCost, segmentCost } from './segment-cost.ts'

/** How to look for change points. */
export type PeltOptions = {
  /** What changes; the mean when left out. */
  readonly change?: Change
  /** Price of a change, in units of twice the log-likelihood. BIC's when left out. */
  readonly penalty?: number
  /** Fewest values between changes, 2 or more but 1 for means. 1 for means, 10 for variances. */
  readonly countMin?: number
  /** Around a mean that changes; by the median step when left out. */
  readonly variance?: number
}

/** Where a series changes. */
export type ChangePoints = {
  /** The first value after each change, in order. */
  readonly changes: readonly number[]
  /** Of the stretches, without penalties: minus twice the log-likelihood, but for a constant. */
  readonly cost: number
  readonly penalty: number
}

/**
 * The change points that cost least, exactly, of all there could be. The search drops a candidate
 * once it can never be best again (PELT), and is then linear in the length where changes are many.
 *
 * BIC's penalty is log n for each parameter of a stretch and for the place of the change: 2 log n
 * for the mean or the variance, 3 log n for both. A variance is that of the stretch plus 1e-9 of
 * the whole, and wants ten values: few that are near each other would be worth too much.
 *
 * @returns No changes in a constant series.
 * @throws ArgumentError with fewer than 4 values, one not finite, or an option out of range.
 * @see Killick, Fearnhead and Eckley, "Optimal detection of changepoints with a linear
 *   computational cost", 2012. Golden numbers: ruptures 1.1.10 `Pelt`, and every cut tried.
 */
export function pelt(series: Float64Array, options: PeltOptions = {}): ChangePoints {
  requireModerate('series', series, 4)
  requireRecord('options', options)
  const { change = 'mean', variance } = options
  requireOneOf('change', change, ['mean', 'variance', 'mean-and-variance'])
  if (variance !== undefined) requirePositive('variance', variance)
  const cost = segmentCost(series, change, variance)
  const parameters = change === 'mean-and-variance' ? 2 : 1
  const penalty = options.penalty ?? (parameters + 1) * Math.log(series.length)
  requireBetween('penalty', penalty, 0, Number.MAX_VALUE)
  const least = change === 'mean' ? 1 : 2
  const half = Math.floor(series.length / 2)
  const countMin = options.countMin ?? (change === 'mean' ? 1 : Math.min(10, half))
  requireWhole('countMin', countMin, least, half)
  if (cost === undefined) return { changes: [], cost: 0, penalty }
  const before = search(series.length, cost, penalty, countMin)
  const changes: number[] = []
  for (let at = before[series.length] as number; at > 0; at = before[at] as number) changes.push(at)
  changes.reverse()
  let total = 0
  const edges = [0, ...changes, series.length]
  for (let i = 1; i < edges.length; i += 1)
    total += cost.of(edges[i - 1] as number, edges[i] as number)
  return { changes, cost: total, penalty }
}

/** For each end, where the last stretch of the best cut starts. */
function search(count: number, cost: SegmentCost, penalty: number, countMin: number): Int32Array {
  const best = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY)
  const before = new Int32Array(count + 1)
  const candidates = new Int32Array(count + 1)
  const values = new Float64Array(count + 1)
  /** From when on a candidate can never be best: a change leaves `countMin` values behind it. */
  const until = new Int32Array(count + 1).fill(count + 1)
  best[0] = -penalty
  let kept = 0
  for (let end = countMin; end <= count; end += 1) {
    const newest = end - countMin
    if (best[newest] !== Number.POSITIVE_INFINITY) {
      candidates[kept] = newest
      kept += 1
    }
    let lowest = Number.POSITIVE_INFINITY
    for (let i = 0; i < kept; i += 1) {
      const from = candidates[i] as number
      const value = (best[from] as number) + cost.of(from, end) + penalty
      values[i] = value
      if (value < lowest) {
        lowest = value
        before[end] = from
      }
    }
    best[end] = lowest
    kept = prune({ candidates, values, until, kept, limit: lowest + penalty, end, countMin })
  }
  return before
}

/** Drops candidates that have cost more than any later change would for `countMin` steps. */
function prune(of: {
  readonly candidates: Int32Array
  readonly values: Float64Array
  readonly until: Int32Array
  readonly kept: number
  readonly limit: number
  readonly end: number
  readonly countMin: number
}): number {
  const { candidates, values, until, end } = of
  let left = 0
  for (let i = 0; i < of.kept; i += 1) {
    const from = candidates[i] as number
    if ((values[i] as number) > of.limit && (until[from] as number) > end + of.countMin)
      until[from] = end + of.countMin
    if ((until[from] as number) <= end + 1) continue
    candidates[left] = from
    left += 1
  }
  return left
}
