import type { TrialOutcome } from '../../engine/index.ts'
import { type SharpeSample, sharpeError, variance } from '../../quant/index.ts'

/** How far the Sharpe ratios of trials without skill lie apart, squared, and how that is known. */
export type SharpeVariance = {
  readonly value: number
  /**
   * `trials`: over the others that were settled. `estimator`: the error of this run's own ratio,
   * squared, which is how far independent trials without skill lie apart.
   */
  readonly from: 'trials' | 'estimator'
}

/**
 * The variance of Sharpe ratios that DSR needs, per period: over the other trials, and not less
 * than the error of the ratio.
 *
 * The run itself is left out: a ratio far above all others would widen what it is measured by. And
 * trials that lie nearer to each other than chance puts independent ones are one trial under many
 * names. Their number is made smaller for that already; the luckiest of the few that they come to
 * is as lucky as ever. See `docs/decisions/0020`.
 *
 * @param of - Of the run, per period; at least 2 returns.
 * @param others - Per period of the same length.
 */
export function sharpeVariance(of: SharpeSample, others: readonly TrialOutcome[]): SharpeVariance {
  const error = sharpeError(of) ?? 0
  const least = error * error
  const ratios = others.flatMap(({ sharpe }) => (sharpe === undefined ? [] : [sharpe]))
  const across = ratios.length < 2 ? undefined : variance(Float64Array.from(ratios))
  if (across !== undefined && across > least && Number.isFinite(across))
    return { value: across, from: 'trials' }
  return { value: least, from: 'estimator' }
}
