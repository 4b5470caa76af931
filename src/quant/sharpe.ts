import {
  requireBetween,
  requireFinite,
  requireInside,
  requirePositive,
  requireRecord,
  requireWhole,
} from './argument.ts'
import { autocorrelation } from './autocorrelation.ts'
import { deviation, mean } from './moments.ts'
import { normalCdf, normalQuantile } from './normal.ts'

/** A Sharpe ratio with the shape of the returns it was measured on. */
export type SharpeSample = {
  /** Per period, not annualised. */
  readonly sharpe: number
  /** Number of returns. */
  readonly count: number
  readonly skewness: number
  /** Not in excess: 3 when normal. */
  readonly kurtosis: number
}

/**
 * Mean over deviation (divisor n - 1), per period, over a risk-free return of 0.
 *
 * @returns `undefined` with fewer than two returns, equal returns, or one not finite.
 */
export function sharpeRatio(returns: Float64Array): number | undefined {
  const middle = mean(returns)
  const spread = deviation(returns)
  return middle === undefined || spread === undefined || spread === 0 ? undefined : middle / spread
}

/**
 * Standard error of a Sharpe ratio, per period. Holds for any stationary, independent returns with
 * four moments; it is asymptotic (thin below some 30 returns), and too small when returns trend.
 *
 * @returns `undefined` with fewer than two returns.
 * @throws ArgumentError when a number of the sample is not finite, or missing.
 * @see Mertens, "Comments on variance of the IID estimator in Lo", 2002; Opdyke, "Comparing Sharpe
 *   ratios: so where are the p-values?", 2007. Divisor n - 1 as in Bailey and López de Prado 2012.
 */
export function sharpeError(of: SharpeSample): number | undefined {
  requireSample(of)
  if (of.count < 2) return undefined
  const { sharpe } = of
  const spread = 1 - of.skewness * sharpe + ((of.kurtosis - 1) / 4) * sharpe * sharpe
  // Zero at least for the moments of any real sample; rounding may fall a hair below.
  return Math.sqrt(Math.max(0, spread) / (of.count - 1))
}

function requireSample(of: SharpeSample): void {
  requireRecord('the sample', of)
  requireBetween('count', of.count, 0, Number.MAX_VALUE)
  requireFinite('sharpe', of.sharpe)
  requireFinite('skewness', of.skewness)
  requireFinite('kurtosis', of.kurtosis)
}

/**
 * The two-sided interval around a Sharpe ratio, per period: ratio ± z × standard error.
 *
 * @param confidence - Of the interval, above 0 and below 1.
 * @returns `undefined` with fewer than two returns.
 * @throws ArgumentError when `confidence` is out of range, or the sample as of `sharpeError`.
 */
export function sharpeInterval(
  of: SharpeSample,
  confidence = 0.95,
): readonly [low: number, high: number] | undefined {
  requireInside('confidence', confidence, 0, 1)
  const error = sharpeError(of)
  if (error === undefined) return undefined
  const reach = normalQuantile(0.5 + confidence / 2) * error
  return [of.sharpe - reach, of.sharpe + reach]
}

/**
 * Probability that the true Sharpe ratio is above `benchmark`, both per period (PSR).
 *
 * @returns 0 to 1; `undefined` with fewer than two returns, or a standard error of 0.
 * @throws ArgumentError when the benchmark is not finite, or the sample as of `sharpeError`.
 * @see Bailey and López de Prado, "The Sharpe ratio efficient frontier", 2012. Golden number: their
 *   hedge fund example, 0.91323431 for 1.585 a year on 24 months, skewness -2.448, kurtosis 10.164.
 */
export function probabilisticSharpe(of: SharpeSample, benchmark = 0): number | undefined {
  requireFinite('benchmark', benchmark)
  const error = sharpeError(of)
  if (error === undefined || error === 0) return undefined
  return normalCdf((of.sharpe - benchmark) / error)
}

/**
 * What to multiply a per-period Sharpe ratio by to have it over `periods`. √`periods` is right only
 * when returns do not depend on each other; trends make it too large, reversals too small.
 *
 * @param periods - Periods of the longer horizon, e.g. 365 days. Above 0.
 * @param lags - Autocorrelations to correct for, the rest taken as 0. 0 gives √`periods`.
 * @returns `undefined` when an autocorrelation is not defined, or they leave no variance.
 * @throws ArgumentError when `periods` is not above 0, or `lags` not whole.
 * @see Lo, "The statistics of Sharpe ratios", 2002, equation 20, truncated at `lags`.
 */
export function annualisation(
  returns: Float64Array,
  periods: number,
  lags = 0,
): number | undefined {
  requirePositive('periods', periods)
  requireWhole('lags', lags, 0)
  let variance = periods
  for (let lag = 1; lag <= lags && lag < periods; lag += 1) {
    const rho = autocorrelation(returns, lag)
    if (rho === undefined) return undefined
    variance += 2 * (periods - lag) * rho
  }
  return variance > 0 ? periods / Math.sqrt(variance) : undefined
}
