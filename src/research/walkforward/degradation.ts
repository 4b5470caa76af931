import type { CurveFigures } from '../metrics/curve-figures.ts'
import { headlineIntervals, type Interval } from '../overfitting/headline-intervals.ts'
import { meanOf } from './mean-of.ts'
import type { WalkFold } from './walk-fold.ts'

/** What is left of what was promised. Ratios are annual. */
export type Degradation = {
  /** Mean Sharpe ratio of what was chosen, where it was chosen. */
  readonly inSample: number | undefined
  /** Of all tests put together, with a 95 % interval of a stationary bootstrap. */
  readonly outOfSample: number | undefined
  readonly interval: Interval | undefined
  /** The second over the first: 1 is no degradation; `undefined` of a promise not above 0. */
  readonly kept: number | undefined
  readonly keptInterval: Interval | undefined
  /** Mean over folds of the rank correlation of all configurations; `undefined` without a grid. */
  readonly rank: number | undefined
}

/** Fewer returns have no blocks. */
const returnsMin = 8

/** @param curve - Of the tests. @param seed - The bootstrap draws from a stream of its own. */
export function degradationOf(
  folds: readonly WalkFold[],
  curve: CurveFigures,
  seed: number,
): Degradation {
  const inSample = meanOf(folds.map(({ trained }) => trained?.sharpe))
  const outOfSample = curve.sharpe?.value
  const hasReturns = outOfSample !== undefined && curve.sampled.returns.length >= returnsMin
  const interval = hasReturns ? headlineIntervals(curve, seed)?.sharpe : undefined
  const promise = inSample !== undefined && inSample > 0 ? inSample : undefined
  const ranks = folds.flatMap(({ rank }) => (rank === undefined ? [] : [rank]))
  return {
    ...{ inSample, outOfSample, interval },
    kept: promise && outOfSample !== undefined ? outOfSample / promise : undefined,
    keptInterval: promise && interval ? [interval[0] / promise, interval[1] / promise] : undefined,
    rank: meanOf(ranks),
  }
}
