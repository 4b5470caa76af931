import { requireSameLength } from './argument.ts'

/** A straight line through a cloud of points. */
export type LineFit = {
  readonly count: number
  readonly intercept: number
  readonly slope: number
  /** Standard errors that hold where the scatter differs from point to point (HC1). */
  readonly interceptError: number
  readonly slopeError: number
  /** Share of the variance of y that the line explains. */
  readonly rSquared: number
}

/**
 * Ordinary least squares of y on x with an intercept.
 *
 * @returns `undefined` with fewer than three points, equal x, equal y, or a value not finite.
 * @throws ArgumentError when lengths differ.
 * @see White 1980, with the correction n / (n - 2) of MacKinnon and White 1985. Golden numbers:
 *   statsmodels `OLS(...).fit(cov_type='HC1')` (`test/golden/calibration.json`).
 */
export function fitLine(x: Float64Array, y: Float64Array): LineFit | undefined {
  requireSameLength('x', x, 'y', y)
  const count = x.length
  if (count < 3) return undefined
  const xMean = meanOf(x)
  const yMean = meanOf(y)
  let [xx, xy, yy] = [0, 0, 0]
  for (let i = 0; i < count; i += 1) {
    const [dx, dy] = [(x[i] as number) - xMean, (y[i] as number) - yMean]
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  }
  if (!(xx > 0 && yy > 0 && Number.isFinite(xx + yy))) return undefined
  const slope = xy / xx
  const intercept = yMean - slope * xMean
  let [left, slopeSum, interceptSum] = [0, 0, 0]
  for (let i = 0; i < count; i += 1) {
    const dx = (x[i] as number) - xMean
    const miss = (y[i] as number) - intercept - slope * (x[i] as number)
    const weight = 1 / count - (xMean * dx) / xx
    left += miss * miss
    slopeSum += dx * dx * miss * miss
    interceptSum += weight * weight * miss * miss
  }
  const correction = count / (count - 2)
  return {
    count,
    intercept,
    slope,
    interceptError: Math.sqrt(correction * interceptSum),
    slopeError: Math.sqrt(correction * slopeSum) / xx,
    rSquared: 1 - left / yy,
  }
}

/** The mean, with the rounding of its own sum taken out by a second pass. */
function meanOf(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number
  const rough = sum / values.length
  let rest = 0
  for (let i = 0; i < values.length; i += 1) rest += (values[i] as number) - rough
  return rough + rest / values.length
}
