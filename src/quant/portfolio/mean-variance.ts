import { requirePositive, requireRecord, requireSameLength, requireSeries } from '../argument.ts'
import { type Matrix, multiplyVector, splitCovariance } from '../matrix/index.ts'
import { requireCovariance } from '../matrix/require-covariance.ts'
import { quadraticMinimum } from '../optimise/index.ts'
import { sharesOf } from '../shares-of.ts'
import { sumOfProducts } from '../sum-of.ts'

/** The smallest and the largest weight of each asset. Infinities allow any. */
export type WeightBounds = {
  /** 0 by default: no short positions. */
  readonly lower?: number
  /** 1 by default. */
  readonly upper?: number
}

/**
 * The weights, 1 in sum, of the least variance.
 *
 * @returns `undefined` when the covariance of the assets held is singular.
 * @throws ArgumentError when the covariance is not symmetric, or the bounds leave no weights.
 * @see Markowitz 1952. Golden numbers: cvxpy 1.9.3 with Clarabel 0.11.1, and numpy's closed
 *   form without bounds.
 */
export function minimumVariance(
  covariance: Matrix,
  bounds: WeightBounds = {},
): Float64Array | undefined {
  requireCovariance('covariance', covariance)
  return weightsOf(covariance, new Float64Array(covariance.rows), bounds)
}

/**
 * The weights, 1 in sum, with the largest mean less half of `riskAversion` × variance.
 *
 * @param market.means - Expected returns over the covariance's period.
 * @param market.riskAversion - Above 0; 1 is the growth-optimal (Kelly) choice.
 * @returns `undefined` when the covariance of the assets held is singular.
 * @throws ArgumentError when shapes differ, or the bounds leave no weights.
 * @see Markowitz 1952. Golden numbers: cvxpy 1.9.3 with Clarabel 0.11.1.
 */
export function meanVariance(
  market: {
    readonly means: Float64Array
    readonly covariance: Matrix
    readonly riskAversion: number
  },
  bounds: WeightBounds = {},
): Float64Array | undefined {
  requireRecord('market', market)
  const { means, covariance, riskAversion } = market
  requirePositive('riskAversion', riskAversion)
  requireSeries('means', means, 1)
  requireCovariance('covariance', covariance)
  requireSameLength('covariance', { length: covariance.rows }, 'means', means)
  return weightsOf(
    covariance,
    means.map((mean) => mean / riskAversion),
    bounds,
  )
}

/**
 * The weights, 1 in sum and none below 0, whose own volatilities exceed that of the whole the most.
 *
 * @returns `undefined` when the covariance of the assets held is singular.
 * @see Choueifaty and Coignard, "Toward maximum diversification", 2008. Golden numbers: cvxpy 1.9.3
 *   with Clarabel 0.11.1 on the equivalent problem over correlations.
 */
export function maximumDiversification(covariance: Matrix): Float64Array | undefined {
  const found = splitCovariance(covariance)
  if (found === undefined) return undefined
  const { correlation, deviations } = found
  // In units of its own deviation each asset has variance 1, and the ratio's numerator is the sum.
  const none = new Float64Array(deviations.length)
  const scaled = weightsOf(correlation, none, { upper: Number.POSITIVE_INFINITY })
  if (scaled === undefined) return undefined
  return sharesOf(scaled.map((weight, i) => weight / (deviations[i] as number)))
}

/**
 * The weighted mean of the assets' deviations over the deviation of the whole: 1 when all move as
 * one, √n for n uncorrelated assets of equal risk.
 *
 * @returns `undefined` when the whole has no variance.
 * @throws ArgumentError as `portfolioVariance`.
 */
export function diversificationRatio(
  weights: Float64Array,
  covariance: Matrix,
): number | undefined {
  const variance = portfolioVariance(weights, covariance)
  if (!(variance > 0)) return undefined
  let sum = 0
  for (let i = 0; i < weights.length; i += 1)
    sum += (weights[i] as number) * Math.sqrt(covariance.values[i * weights.length + i] as number)
  return sum / Math.sqrt(variance)
}

/**
 * The variance of weights: w'Σw.
 *
 * @throws ArgumentError when shapes differ, a weight is not finite, or the covariance is none.
 */
export function portfolioVariance(weights: Float64Array, covariance: Matrix): number {
  requireCovariance('covariance', covariance)
  requireSeries('weights', weights, 1)
  return sumOfProducts(weights, multiplyVector(covariance, weights))
}

/** @param covariance - Known to be one; so is `linear` to be as long. */
function weightsOf(
  covariance: Matrix,
  linear: Float64Array,
  bounds: WeightBounds,
): Float64Array | undefined {
  requireRecord('bounds', bounds)
  const { lower = 0, upper = 1 } = bounds
  return quadraticMinimum({
    quadratic: covariance,
    linear,
    lower: new Float64Array(linear.length).fill(lower),
    upper: new Float64Array(linear.length).fill(upper),
    sum: 1,
  })
}
