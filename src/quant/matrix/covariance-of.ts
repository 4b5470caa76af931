import { requireTogether } from '../argument.ts'
import { mean } from '../moments.ts'
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
  const gaps = series.map((values) => {
    const middle = mean(values) ?? 0
    return values.map((value) => value - middle)
  })
  gaps.forEach((left, i) => {
    for (const [j, right] of gaps.slice(0, i + 1).entries()) {
      let sum = 0
      for (let k = 0; k < left.length; k += 1) sum += (left[k] as number) * (right[k] as number)
      made.values[i * made.columns + j] = sum / (left.length - 1)
      made.values[j * made.columns + i] = sum / (left.length - 1)
    }
  })
  return made
}
