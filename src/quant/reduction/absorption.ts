import { requireInside, requireRecord, requireSeries, requireWhole } from '../argument.ts'
import { type Matrix, symmetricEigen } from '../matrix/index.ts'
import { requireSymmetric } from '../matrix/matrix.ts'
import { deviation, mean } from '../moments.ts'

/**
 * The share of all variance that lies along the few widest directions: the absorption ratio, an
 * index of systemic risk. High when markets are tied so that a shock spreads through all.
 *
 * @param covariance - Or a correlation, so that no asset counts for its size.
 * @param share - Of the assets, how many directions are few; rounded, at least 1. 1/5 by default.
 * @returns 0 to 1; `undefined` without variance.
 * @throws ArgumentError when the covariance is not symmetric, or `share` is not within 0 and 1.
 * @see Kritzman, Li, Page and Rigobon, "Principal components as a measure of systemic risk", 2011.
 *   Golden numbers: numpy 2.4.6 `linalg.eigvalsh`.
 */
export function absorptionRatio(covariance: Matrix, share = 0.2): number | undefined {
  requireInside('share', share, 0, 1)
  requireSymmetric('covariance', covariance)
  const { values } = symmetricEigen(covariance)
  const few = Math.max(1, Math.round(share * values.length))
  let whole = 0
  let widest = 0
  for (let k = 0; k < values.length; k += 1) {
    const variance = Math.max(0, values[k] as number)
    whole += variance
    if (k >= values.length - few) widest += variance
  }
  return whole > 0 ? widest / whole : undefined
}

/**
 * How far the absorption ratio has moved of late: (mean of the last `short` - mean of the last
 * `long`) / deviation of the last `long`. Above 1 is the paper's warning.
 *
 * @param ratios - `absorptionRatio` of window after window, oldest first, `long` or more.
 * @param windows.short - Periods, 15 by default.
 * @param windows.long - Periods, more than `short`, 252 by default.
 * @returns `undefined` when the ratio did not move.
 * @throws ArgumentError when ratios are too few or not finite, or windows not whole.
 * @see Kritzman, Li, Page and Rigobon 2011, the standardized shift.
 */
export function absorptionShift(
  ratios: Float64Array,
  windows: { readonly short?: number; readonly long?: number } = {},
): number | undefined {
  requireRecord('windows', windows)
  const { short = 15, long = 252 } = windows
  requireWhole('short', short, 1)
  requireWhole('long', long, short + 1)
  requireSeries('ratios', ratios, long)
  const last = ratios.subarray(ratios.length - long)
  const spread = deviation(last)
  const middle = mean(last)
  const recent = mean(ratios.subarray(ratios.length - short))
  if (spread === undefined || spread === 0 || middle === undefined || recent === undefined)
    return undefined
  return (recent - middle) / spread
}
