import {
  ArgumentError,
  requirePositive,
  requireRecord,
  requireSameLength,
  requireSeries,
} from '../argument.ts'
import {
  cholesky,
  type Matrix,
  matrix,
  multiply,
  multiplyVector,
  solveCholesky,
  transpose,
} from '../matrix/index.ts'
import { requireCovariance } from '../matrix/require-covariance.ts'

/** What an investor thinks of combinations of assets. */
export type Views = {
  /** One row per view, one column per asset: the weights of the combination (P). */
  readonly picks: Matrix
  /** The return expected of each combination (Q). */
  readonly returns: Float64Array
  /** Variance of each view's error (the diagonal of Ω); `tau` × that of the pick by default. */
  readonly variances?: Float64Array
}

/** Returns the market and the views together expect, and how they spread. */
export type Posterior = {
  readonly means: Float64Array
  /** Of returns: the prior covariance plus the uncertainty that is left of the means. */
  readonly covariance: Matrix
}

/**
 * The returns at which the market's weights are optimal: `riskAversion` × Σw.
 *
 * @throws ArgumentError when shapes differ, the covariance is none, or `riskAversion` is
 *   not above 0.
 * @see Black and Litterman, "Global portfolio optimization", 1992.
 */
export function impliedReturns(market: {
  readonly covariance: Matrix
  readonly weights: Float64Array
  readonly riskAversion: number
}): Float64Array {
  requireRecord('market', market)
  const { covariance, weights, riskAversion } = market
  requirePositive('riskAversion', riskAversion)
  requireCovariance('covariance', covariance)
  requireSeries('weights', weights, 1)
  return multiplyVector(covariance, weights).map((value) => riskAversion * value)
}

/**
 * Blends prior returns with views, each by its certainty (Black and Litterman).
 *
 * @param prior.means - Usually `impliedReturns`.
 * @param prior.tau - Uncertainty of the prior means over that of returns, above 0; 0.05 by default.
 * @returns `undefined` when the views contradict each other to the point of having no variance, as
 *   when the covariance is not positive definite.
 * @throws ArgumentError when shapes differ, the covariance is none, or a number is out of range.
 * @see He and Litterman, "The intuition behind Black-Litterman model portfolios", 1999. Golden
 *   numbers: their tables, and PyPortfolioOpt 1.6.0 `BlackLittermanModel`.
 */
export function blackLitterman(
  prior: {
    readonly means: Float64Array
    readonly covariance: Matrix
    readonly tau?: number
  },
  views: Views,
): Posterior | undefined {
  requireRecord('prior', prior)
  const { means, covariance, tau = 0.05 } = prior
  requireViews(means, covariance, tau, views)
  const { picks } = views
  const count = picks.rows
  // τΣP', the covariance of the means with the views.
  const shared = scaled(multiply(covariance, transpose(picks)), tau)
  const surprise = multiply(picks, shared)
  for (let k = 0; k < count; k += 1) {
    const at = k * count + k
    const seen = surprise.values[at] as number
    surprise.values[at] = seen + (views.variances?.[k] ?? seen)
  }
  const factor = cholesky(surprise)
  if (factor === undefined) return undefined
  const expected = multiplyVector(picks, means)
  const gaps = views.returns.map((value, k) => value - (expected[k] as number))
  const moved = multiplyVector(shared, solveCholesky(factor, gaps))
  return {
    means: means.map((mean, i) => mean + (moved[i] as number)),
    covariance: posteriorCovariance(covariance, shared, factor, tau),
  }
}

function requireViews(means: Float64Array, covariance: Matrix, tau: number, views: Views): void {
  requireCovariance('covariance', covariance)
  requireSeries('means', means, 1)
  requireSameLength('covariance', { length: covariance.rows }, 'means', means)
  requirePositive('tau', tau)
  requireSeries('views.picks.values', views.picks.values, 1)
  if (views.picks.columns !== means.length)
    throw new ArgumentError(
      `views.picks must have ${means.length} columns, one per asset, had ${views.picks.columns}`,
    )
  requireSeries('views.returns', views.returns, 1)
  requireSameLength('views.picks', { length: views.picks.rows }, 'views.returns', views.returns)
  if (views.variances === undefined) return
  requireSameLength('views.returns', views.returns, 'views.variances', views.variances)
  views.variances.forEach((value, k) => {
    requirePositive(`views.variances[${k}]`, value)
  })
}

function scaled(a: Matrix, factor: number): Matrix {
  return { ...a, values: a.values.map((value) => factor * value) }
}

/** Σ + τΣ - S (PS + Ω)⁻¹ S', with S = τΣP'. */
function posteriorCovariance(
  covariance: Matrix,
  shared: Matrix,
  factor: Matrix,
  tau: number,
): Matrix {
  const size = covariance.rows
  const made = matrix(size, size)
  for (let j = 0; j < size; j += 1) {
    const row = shared.values.slice(j * shared.columns, (j + 1) * shared.columns)
    const learnt = multiplyVector(shared, solveCholesky(factor, row))
    for (let i = j; i < size; i += 1) {
      const prior = (1 + tau) * (covariance.values[i * size + j] as number)
      made.values[i * size + j] = prior - (learnt[i] as number)
      made.values[j * size + i] = made.values[i * size + j] as number
    }
  }
  return made
}
