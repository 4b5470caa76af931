import { requireTogether } from '../argument.ts'
import { centred } from '../centred.ts'
import { sumOfProducts } from '../sum-of.ts'
import { type Matrix, matrix } from './matrix.ts'

/**
 * The covariances between series of one length, divisor n - 1. A constant series has exactly 0.
 *
 * @param series - One array per variable, two values or more each.
 * @throws ArgumentError when there are no series, lengths differ, or a value is not finite.
 * @see Golden numbers: numpy 2.4.6 `cov`.
 */
export function covarianceOf(series: readonly Float64Array[]): Matrix {
  requireTogether('series', series, 2)
  const made = matrix(series.length, series.length)
  const gaps = series.map(centred)
  gaps.forEach((left, i) => {
    for (const [j, right] of gaps.slice(0, i + 1).entries()) {
      const covariance = sumOfProducts(left, right) / (left.length - 1)
      made.values[i * made.columns + j] = covariance
      made.values[j * made.columns + i] = covariance
    }
  })
  return made
}
