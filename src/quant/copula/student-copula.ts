import type { Random } from '../../base/index.ts'
import {
  requireBetween,
  requireInside,
  requirePositive,
  requireRandom,
  requireRecord,
  requireSize,
} from '../argument.ts'
import { drawChiSquared, studentTCdf, studentTLogDensity, studentTQuantile } from '../law/index.ts'
import { type Matrix } from '../matrix/index.ts'
import { logGamma } from '../special/index.ts'
import { correlatedNormals, requireShares } from './gaussian-copula.ts'
import { squaredLength, type Whitener, whitenerOf } from './whitener.ts'

/** How values that move together do so, whatever each does by itself: a Student t copula. */
export type StudentCopula = {
  /** Ones on the diagonal, positive definite. */
  readonly correlation: Matrix
  /** The fewer, the more the largest moves come together. */
  readonly degrees: number
}

/**
 * Log-likelihood of shares under a Student t copula, margins left out.
 *
 * @param shares - One series for each dimension, inside 0 to 1: as `pseudoObservations` gives them.
 * @throws ArgumentError when a share is not inside 0 to 1, lengths differ, degrees are not above 0,
 *   or the correlation is not positive definite or of another size.
 * @see Demarta and McNeil, "The t copula and related copulas", 2005. Golden numbers: scipy 1.17.1
 *   `multivariate_t` and `t` (`test/golden/quant/copula.json`).
 */
export function studentCopulaLogLikelihood(
  shares: readonly Float64Array[],
  copula: StudentCopula,
): number {
  requireRecord('copula', copula)
  const { correlation, degrees } = copula
  const count = requireShares(shares, correlation)
  requirePositive('degrees', degrees)
  const whitener = whitenerOf(correlation)
  const point = new Float64Array(shares.length)
  let sum = count * studentCopulaConstant(whitener, degrees)
  for (let t = 0; t < count; t += 1) {
    for (const [i, series] of shares.entries()) {
      const x = studentTQuantile(series[t] as number, degrees)
      point[i] = x
      sum -= studentTLogDensity(x, degrees)
    }
    sum += jointLog(whitener, point, degrees)
  }
  return sum
}

/** What the log density of a Student t of many dimensions has in common at every point. */
export function studentCopulaConstant({ size, logDeterminant }: Whitener, degrees: number): number {
  return (
    logGamma((degrees + size) / 2) -
    logGamma(degrees / 2) -
    (size / 2) * Math.log(degrees * Math.PI) -
    logDeterminant / 2
  )
}

/** What it has at one. */
export function jointLog(whitener: Whitener, point: Float64Array, degrees: number): number {
  const squared = squaredLength(whitener, point)
  return -0.5 * (degrees + whitener.size) * Math.log1p(squared / degrees)
}

/**
 * The chance that one value is beyond its furthest quantile given that the other is: the same in
 * either tail. Above 0 even without correlation, and 0 for a normal.
 *
 * @param correlation - Of the pair, -1 to 1.
 * @param degrees - Above 0.
 * @returns 0 to 1.
 * @throws ArgumentError when an argument is out of range.
 * @see Embrechts, McNeil and Straumann 2002; Demarta and McNeil 2005, table 1.
 */
export function studentTailDependence(correlation: number, degrees: number): number {
  requireBetween('correlation', correlation, -1, 1)
  requirePositive('degrees', degrees)
  if (correlation === -1) return 0
  const gap = ((degrees + 1) * (1 - correlation)) / (1 + correlation)
  return 2 * studentTCdf(-Math.sqrt(gap), degrees + 1)
}

/**
 * Draws from a Student t copula.
 *
 * @param count - Whole, 0 or more.
 * @returns One series for each dimension, inside 0 to 1.
 * @throws ArgumentError when an argument is out of range, or the correlation is not positive
 *   definite.
 */
export function sampleStudentCopula(
  copula: StudentCopula,
  count: number,
  random: Random,
): readonly Float64Array[] {
  requireRecord('copula', copula)
  const { correlation, degrees } = copula
  requireSize('count', count, 0)
  requireRandom(random)
  requireInside('degrees', degrees, 0, Number.POSITIVE_INFINITY)
  const drawn = correlatedNormals(correlation, count, random)
  for (let t = 0; t < count; t += 1) {
    const stretch = Math.sqrt(degrees / drawChiSquared(random, degrees))
    for (const series of drawn) series[t] = studentTCdf((series[t] as number) * stretch, degrees)
  }
  return drawn
}
