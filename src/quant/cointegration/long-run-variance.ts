/** The Bartlett-weighted variance of residuals over a long run, divisor n. */
export function longRunVariance(residuals: Float64Array, lags: number): number {
  let sum = autoproduct(residuals, 0)
  for (let lag = 1; lag <= lags; lag += 1)
    sum += 2 * (1 - lag / (lags + 1)) * autoproduct(residuals, lag)
  return sum / residuals.length
}

/** The sum of products of values `lag` apart. */
export function autoproduct(values: Float64Array, lag: number): number {
  let sum = 0
  for (let i = lag; i < values.length; i += 1)
    sum += (values[i] as number) * (values[i - lag] as number)
  return sum
}
