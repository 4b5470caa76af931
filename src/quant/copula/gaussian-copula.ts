import type { Random } from '../../base/index.ts'
import {
  ArgumentError,
  requireInside,
  requireRandom,
  requireSameLength,
  requireSize,
  requireTogether,
} from '../argument.ts'
import { type Matrix, cholesky } from '../matrix/index.ts'
import { requireCorrelation, requireMatrix } from '../matrix/matrix.ts'
import { normalCdf, normalQuantile } from '../normal.ts'
import { kendallOfRanks } from './kendall-tau.ts'
import { doubledRanks, sharesOfRanks } from './pseudo-observations.ts'
import { correlationOfTaus } from './rank-correlation.ts'
import { squaredLength, whitenerOf } from './whitener.ts'

/** A copula and what it is worth. */
export type GaussianCopulaFit = {
  readonly correlation: Matrix
  readonly logLikelihood: number
  readonly count: number
}

/**
 * The Gaussian copula of series, by Kendall's tau (`rankCorrelation`), with its log-likelihood at
 * their `pseudoObservations`.
 *
 * @param series - One for each dimension, of equal length, 2 or more.
 * @returns `undefined` as `rankCorrelation`.
 * @throws ArgumentError when there are fewer than two series, lengths differ or a value is not
 *   finite.
 */
export function fitGaussianCopula(series: readonly Float64Array[]): GaussianCopulaFit | undefined {
  requireTogether('series', series, 2, 2)
  const ranks = series.map(doubledRanks)
  const correlation = correlationOfTaus(kendallOfRanks(ranks))
  if (correlation === undefined) return undefined
  const shares = ranks.map(sharesOfRanks)
  const logLikelihood = gaussianCopulaLogLikelihood(shares, correlation)
  return { correlation, logLikelihood, count: series[0]?.length ?? 0 }
}

/**
 * Log-likelihood of shares under a Gaussian copula, margins left out.
 *
 * @param shares - One series for each dimension, inside 0 to 1.
 * @throws ArgumentError when a share is not inside 0 to 1, lengths differ, or the correlation is
 *   not positive definite or of another size.
 * @see Golden numbers: scipy 1.17.1 `multivariate_normal` and `norm`.
 */
export function gaussianCopulaLogLikelihood(
  shares: readonly Float64Array[],
  correlation: Matrix,
): number {
  const count = requireShares(shares, correlation)
  const whitener = whitenerOf(correlation)
  const point = new Float64Array(shares.length)
  let sum = (-count * whitener.logDeterminant) / 2
  for (let t = 0; t < count; t += 1) {
    let own = 0
    for (const [i, series] of shares.entries()) {
      const x = normalQuantile(series[t] as number)
      point[i] = x
      own += x * x
    }
    sum += 0.5 * (own - squaredLength(whitener, point))
  }
  return sum
}

/**
 * Draws from a Gaussian copula.
 *
 * @param count - Whole, 0 or more.
 * @returns One series for each dimension, inside 0 to 1.
 * @throws ArgumentError when `count` is not whole or the correlation not positive definite.
 */
export function sampleGaussianCopula(
  correlation: Matrix,
  count: number,
  random: Random,
): readonly Float64Array[] {
  requireSize('count', count, 0)
  requireRandom(random)
  return correlatedNormals(correlation, count, random).map((series) => series.map(normalCdf))
}

/** Standard normals of a given correlation, drawn day by day. */
export function correlatedNormals(
  correlation: Matrix,
  count: number,
  random: Random,
): readonly Float64Array[] {
  requireCorrelation('correlation', correlation)
  const root = cholesky(correlation)
  if (root === undefined) throw new ArgumentError('correlation must be positive definite')
  const size = root.rows
  const drawn = Array.from({ length: size }, () => new Float64Array(count))
  const own = new Float64Array(size)
  for (let t = 0; t < count; t += 1) {
    for (let i = 0; i < size; i += 1) own[i] = random.normal()
    for (const [i, series] of drawn.entries()) {
      let sum = 0
      for (let k = 0; k <= i; k += 1)
        sum += (root.values[i * size + k] as number) * (own[k] as number)
      series[t] = sum
    }
  }
  return drawn
}

/** Declines shares that are none. @returns How many each series has. */
export function requireShares(shares: readonly Float64Array[], correlation: Matrix): number {
  requireMatrix('correlation', correlation)
  requireTogether('shares', shares, 2, 2)
  requireSameLength('shares', { length: shares.length }, 'correlation', {
    length: correlation.rows,
  })
  for (const [i, series] of shares.entries())
    for (let t = 0; t < series.length; t += 1)
      requireInside(`shares[${i}][${t}]`, series[t] as number, 0, 1)
  return shares[0]?.length ?? 0
}
