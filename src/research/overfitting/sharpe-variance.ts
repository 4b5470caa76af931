import type { TrialOutcome } from '../../engine/index.ts'
import { type SharpeSample, sharpeError, variance } from '../../quant/index.ts'

/** How far the Sharpe ratios of trials lie apart, squared, and what it was taken from. */
export type SharpeVariance = {
  readonly value: number
  /**
   * `trials`: over those that were settled. `estimator`: the error of this run's own ratio,
   * squared, which is how far trials without skill lie apart when nothing else distinguishes them.
   */
  readonly from: 'trials' | 'estimator'
}

/**
 * The variance of Sharpe ratios that DSR needs, per period: over the settled trials, this one among
 * them; the variance of the estimator itself when there are not two that differ.
 *
 * @param of - Of the run, per period; at least 2 returns.
 * @param others - Per period of the same length.
 */
export function sharpeVariance(of: SharpeSample, others: readonly TrialOutcome[]): SharpeVariance {
  const ratios = others.flatMap(({ sharpe }) => (sharpe === undefined ? [] : [sharpe]))
  const across = ratios.length === 0 ? undefined : variance(Float64Array.of(of.sharpe, ...ratios))
  if (across !== undefined && across > 0 && Number.isFinite(across))
    return { value: across, from: 'trials' }
  const error = sharpeError(of) ?? 0
  return { value: error * error, from: 'estimator' }
}
