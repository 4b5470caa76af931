import { requireInside, requireSeries } from '../argument.ts'
import { moments } from '../moments.ts'
import { normalDensity, normalQuantile } from '../normal.ts'
import { quantile } from '../quantile.ts'
import { fitStudentT } from './fit-student-t.ts'
import { standardNormalRisk, standardStudentRisk, type TailRisk } from './standard-risk.ts'

/**
 * Value at risk and expected shortfall of the sample as it is: the quantile of Hyndman and Fan's
 * type 7, and the mean of the returns at or below it.
 *
 * @param returns - A loss is negative.
 * @param level - Inside 0 to 1, as 0.99.
 * @throws ArgumentError when a return is not finite or `level` not inside 0 to 1.
 * @see Golden numbers: numpy 2.4.6 (`test/golden/quant/tail.json`).
 */
export function historicalRisk(returns: Float64Array, level: number): TailRisk {
  requireRisk(returns, level, 1)
  const cut = quantile(returns, 1 - level) as number
  let [sum, count] = [0, 0]
  for (const value of returns)
    if (value <= cut) {
      sum += value
      count += 1
    }
  return { valueAtRisk: -cut, expectedShortfall: -sum / count }
}

/**
 * Value at risk and expected shortfall of the normal law with the mean and the deviation (divisor
 * n - 1) of the returns.
 *
 * @returns `undefined` when all returns are equal.
 * @throws ArgumentError as `historicalRisk`; at least 2 returns.
 * @see Golden numbers: scipy 1.17.1.
 */
export function gaussianRisk(returns: Float64Array, level: number): TailRisk | undefined {
  requireRisk(returns, level, 2)
  const shape = moments(returns)
  if (shape === undefined) return undefined
  const deviation = Math.sqrt(shape.variance)
  return scaled(standardNormalRisk(level), shape.mean, deviation)
}

/**
 * Value at risk by Cornish and Fisher's third-order quantile, from mean, deviation (divisor n - 1),
 * skewness and kurtosis (divisor n); and the exact mean of that quantile beyond it.
 *
 * @returns `undefined` when all returns are equal, and when the expansion is no quantile: when it
 *   falls somewhere beyond `level`, as it does with a skewness too large for its kurtosis.
 * @throws ArgumentError as `historicalRisk`; at least 2 returns.
 * @see Cornish and Fisher 1938; Maillard, "A user's guide to the Cornish Fisher expansion", 2012.
 *   Golden numbers: scipy 1.17.1, the mean by quadrature.
 */
export function cornishFisherRisk(returns: Float64Array, level: number): TailRisk | undefined {
  requireRisk(returns, level, 2)
  const shape = moments(returns)
  if (shape === undefined) return undefined
  const z = normalQuantile(1 - level)
  const skew = shape.skewness / 6
  const kurt = (shape.kurtosis - 3) / 24
  const bend = (shape.skewness * shape.skewness) / 36
  // z + skew (z^2 - 1) + kurt (z^3 - 3 z) - bend (2 z^3 - 5 z), by powers of z.
  const cubic = kurt - 2 * bend
  const linear = 1 - 3 * kurt + 5 * bend
  if (!risesBelow(z, cubic, skew, linear)) return undefined
  const deviation = Math.sqrt(shape.variance)
  const atZ = ((cubic * z + skew) * z + linear) * z - skew
  // Means of z, z^2 - 1 and z^3 below z, each times the chance of being there.
  const density = normalDensity(z)
  const tail = -density * (linear + skew * z + cubic * (z * z + 2))
  return {
    valueAtRisk: -(shape.mean + deviation * atZ),
    expectedShortfall: -(shape.mean + (deviation * tail) / (1 - level)),
  }
}

/**
 * Value at risk and expected shortfall of the most likely Student t of the returns.
 *
 * @returns `undefined` when `fitStudentT` has no answer.
 * @throws ArgumentError as `historicalRisk`; at least 3 returns.
 * @see McNeil, Frey and Embrechts, "Quantitative risk management", 2015, example 2.15.
 *   Golden numbers: scipy 1.17.1.
 */
export function studentRisk(returns: Float64Array, level: number): TailRisk | undefined {
  requireRisk(returns, level, 3)
  const fit = fitStudentT(returns)
  if (fit === undefined) return undefined
  const { location, scale, degrees } = fit
  return scaled(standardStudentRisk(level, degrees), location, scale)
}

function scaled(risk: TailRisk, location: number, scale: number): TailRisk {
  return {
    valueAtRisk: scale * risk.valueAtRisk - location,
    expectedShortfall: scale * risk.expectedShortfall - location,
  }
}

function requireRisk(returns: Float64Array, level: number, min: number): void {
  requireSeries('returns', returns, min)
  requireInside('level', level, 0, 1)
}

/** Whether cubic x^3 + square x^2 + linear x rises at every x up to z. */
function risesBelow(z: number, cubic: number, square: number, linear: number): boolean {
  const slope = (x: number): number => (3 * cubic * x + 2 * square) * x + linear
  if (!(slope(z) > 0) || cubic < 0) return false
  if (cubic === 0) return square <= 0
  const lowest = -square / (3 * cubic)
  return lowest >= z || slope(lowest) > 0
}
