import { requireFinite, requireInside } from '../argument.ts'
import { normalQuantile } from '../normal.ts'
import { probabilisticSharpe, type SharpeSample, sharpeError } from '../sharpe.ts'
import { expectedMaximumSharpe } from './expected-maximum-sharpe.ts'

/**
 * Probability that a strategy chosen as the best of many has skill: that its true Sharpe ratio is
 * above what the best of as many trials without skill would show (DSR).
 *
 * @param of - The chosen strategy's sample, per period.
 * @param trials.trials - Strategies tried, whole, 1 or more. Trials that are alike count as fewer.
 * @param trials.sharpeVariance - Variance over the trials of their Sharpe ratios per period.
 * @returns 0 to 1; `undefined` with fewer than two returns, or a standard error of 0.
 * @throws ArgumentError when the trials are out of range, or a number of the sample is not finite.
 * @see Bailey and López de Prado, "The deflated Sharpe ratio", 2014. Golden number: its example,
 *   0.90039683 for 2.5 a year, 1250 days, skewness -3, kurtosis 10, 100 trials of variance 1/2.
 */
export function deflatedSharpe(
  of: SharpeSample,
  trials: { readonly trials: number; readonly sharpeVariance: number },
): number | undefined {
  return probabilisticSharpe(of, expectedMaximumSharpe(trials))
}

/**
 * How many returns are needed before a Sharpe ratio like this one is above `benchmark` at a
 * given confidence (MinTRL): where `probabilisticSharpe` reaches `confidence`.
 *
 * @param of - Its `count` is not used.
 * @param benchmark - Sharpe ratio per period to beat.
 * @param confidence - Above 0.5 and below 1.
 * @returns Number of returns, not rounded; `undefined` when the ratio is not above the benchmark.
 * @throws ArgumentError when `confidence` is out of range, or a number is not finite.
 * @see Bailey and López de Prado, "The Sharpe ratio efficient frontier", 2012, equation 11. Golden
 *   numbers: its hedge fund example, and inversion of scipy 1.17.1 (`selection.json`).
 */
export function minimumTrackRecord(
  of: Omit<SharpeSample, 'count'>,
  benchmark = 0,
  confidence = 0.95,
): number | undefined {
  requireInside('confidence', confidence, 0.5, 1)
  requireFinite('benchmark', benchmark)
  const perReturn = sharpeError({ ...of, count: 2 })
  if (perReturn === undefined || !(of.sharpe > benchmark)) return undefined
  const ratio = (normalQuantile(confidence) * perReturn) / (of.sharpe - benchmark)
  return 1 + ratio * ratio
}
