import { sumOfLagged } from '../sum-of.ts'

/** The Bartlett-weighted variance of residuals over a long run, divisor n. */
export function bartlettVariance(residuals: Float64Array, lags: number): number {
  let sum = sumOfLagged(residuals, 0)
  for (let lag = 1; lag <= lags; lag += 1)
    sum += 2 * (1 - lag / (lags + 1)) * sumOfLagged(residuals, lag)
  return sum / residuals.length
}
