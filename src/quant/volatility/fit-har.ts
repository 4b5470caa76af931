import { requireSeries } from '../argument.ts'
import { leastSquares, matrix } from '../matrix/index.ts'

/** A HAR regression: tomorrow's realised variance on those of the last day, week and month. */
export type HarFit = {
  readonly constant: number
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
  /** Standard errors of ordinary least squares, in the order of the four above. */
  readonly errors: Float64Array
  /** The share of the variance of the realised variances that the model explains. */
  readonly rSquared: number
  readonly residuals: Float64Array
  /** Of the day after the last. May be below 0, as any linear forecast. */
  readonly forecast: number
}

const weekDays = 5
const monthDays = 22

/**
 * Fits Corsi's HAR-RV by ordinary least squares: RV tomorrow = constant + daily RV + weekly (mean
 * RV of the last 5 days) + monthly (mean RV of the last 22 days). The means overlap. Give roots or
 * logarithms for HAR models of those.
 *
 * @param variances - One realised variance a day; 30 or more.
 * @returns `undefined` when the three are collinear, as for a constant series, or what they should
 *   explain is constant.
 * @throws ArgumentError when `variances` is too short or not finite.
 * @see Corsi, "A simple approximate long-memory model of realized volatility", 2009. Golden
 *   numbers: statsmodels 0.15.0 `OLS`, arch 8.0.0 `HARX`.
 */
export function fitHar(variances: Float64Array): HarFit | undefined {
  requireSeries('variances', variances, 30)
  const rows = variances.length - monthDays
  const x = matrix(rows, 4)
  for (let row = 0; row < rows; row += 1) x.values.set(termsAt(variances, monthDays + row), row * 4)
  const y = variances.slice(monthDays)
  const spread = squaredGaps(y)
  const fit = leastSquares(x, y)
  if (fit === undefined || !(spread > 0)) return undefined
  const [constant = 0, daily = 0, weekly = 0, monthly = 0] = fit.coefficients
  const [, , week = 0, month = 0] = termsAt(variances, variances.length)
  const today = variances.at(-1) ?? 0
  return {
    constant,
    daily,
    weekly,
    monthly,
    errors: Float64Array.from([0, 1, 2, 3], (i) =>
      Math.sqrt(fit.covariance.values[i * 5] as number),
    ),
    rSquared: 1 - fit.residualSum / spread,
    residuals: fit.residuals,
    forecast: constant + daily * today + weekly * week + monthly * month,
  }
}

/** 1, the last value before `day`, and the means of the last 5 and 22. */
function termsAt(variances: Float64Array, day: number): readonly number[] {
  return [
    1,
    variances[day - 1] as number,
    meanBefore(variances, day, weekDays),
    meanBefore(variances, day, monthDays),
  ]
}

function meanBefore(variances: Float64Array, day: number, days: number): number {
  let sum = 0
  for (let t = day - days; t < day; t += 1) sum += variances[t] as number
  return sum / days
}

function squaredGaps(values: Float64Array): number {
  let sum = 0
  for (let t = 0; t < values.length; t += 1) sum += values[t] as number
  const mean = sum / values.length
  let squares = 0
  for (let t = 0; t < values.length; t += 1) {
    const gap = (values[t] as number) - mean
    squares += gap * gap
  }
  return squares
}
