import { requirePositive, requireSameLength } from '../argument.ts'
import { splitCovariance, type Matrix, multiplyVector } from '../matrix/index.ts'
import { sharesOf } from '../shares-of.ts'
import { portfolioVariance } from './mean-variance.ts'

/**
 * The weights, all above 0 and 1 in sum, each of which carries its share of the risk; equal shares
 * unless `budgets` says otherwise. By cyclical coordinate descent.
 *
 * @param budgets - Above 0; only their proportions matter.
 * @returns `undefined` when a variance is not above 0, or the assets can cancel each other's risk.
 * @throws ArgumentError when the covariance is none, or a budget is not above 0.
 * @see Maillard, Roncalli and Teïletche 2010; Griveau-Billion, Richard and Roncalli, "A fast
 *   algorithm for computing high-dimensional risk parity portfolios", 2013. Golden numbers: a
 *   Newton solution of the defining equations in scipy 1.17.1.
 */
export function riskParity(covariance: Matrix, budgets?: Float64Array): Float64Array | undefined {
  const found = splitCovariance(covariance)
  const size = covariance.rows
  const shares = budgets ?? new Float64Array(size).fill(1)
  requireSameLength('covariance', { length: size }, 'budgets', shares)
  shares.forEach((share, i) => {
    requirePositive(`budgets[${i}]`, share)
  })
  if (found === undefined) return undefined
  // Over correlations every asset has variance 1: the same solution, better conditioned.
  const goal = sharesOf(shares)
  const scaled = goal.map(Math.sqrt)
  if (!descend(found.correlation, goal, scaled)) return undefined
  return sharesOf(scaled.map((weight, i) => weight / (found.deviations[i] as number)))
}

/** Sweeps until every x (Cx) is its goal; whether it came to that. */
function descend(correlation: Matrix, goal: Float64Array, x: Float64Array): boolean {
  const size = goal.length
  for (let sweep = 0; sweep < 10_000; sweep += 1) {
    let error = 0
    for (let i = 0; i < size; i += 1) {
      let others = 0
      for (let j = 0; j < size; j += 1)
        if (j !== i) others += (correlation.values[i * size + j] as number) * (x[j] as number)
      const before = x[i] as number
      const wanted = goal[i] as number
      error = Math.max(error, Math.abs(before * (before + others) - wanted) / wanted)
      x[i] = positiveRoot(others, wanted)
    }
    if (error < 1e-13) return true
    if (!(error < Number.POSITIVE_INFINITY)) return false
  }
  return false
}

/** The x above 0 with x² + b x = c, without cancellation. */
function positiveRoot(b: number, c: number): number {
  const root = Math.sqrt(b * b + 4 * c)
  return b > 0 ? (2 * c) / (b + root) : (root - b) / 2
}

/**
 * The share of the variance that each weight carries: w (Σw) / w'Σw; 1 in sum, below 0 for a hedge.
 *
 * @returns `undefined` when the whole has no variance.
 * @throws ArgumentError as `portfolioVariance`.
 */
export function riskContributions(
  weights: Float64Array,
  covariance: Matrix,
): Float64Array | undefined {
  const variance = portfolioVariance(weights, covariance)
  if (!(variance > 0)) return undefined
  const moved = multiplyVector(covariance, weights)
  return weights.map((weight, i) => (weight * (moved[i] as number)) / variance)
}
