import { requireOneOf } from '../argument.ts'
import { splitCovariance, type Matrix, matrix } from '../matrix/index.ts'
import { sharesOf } from '../shares-of.ts'
import { singleLinkageOrder } from './single-linkage-order.ts'

/** Weights, and the order in which like stands beside like. */
export type HierarchicalWeights = {
  /** All above 0, 1 in sum; in the order of the covariance. */
  readonly weights: Float64Array
  /** Indices of the assets as the leaves of the tree stand. */
  readonly order: readonly number[]
}

/**
 * Hierarchical risk parity: assets are joined into a tree by single linkage, set in its order, and
 * the risk is split from the top, half the list by half, against the variance of each half.
 *
 * @param distance - What the tree joins by. `rows`: how differently two assets lie to all others,
 *   the Euclidean distance between rows of √((1 - ρ) / 2), as in the paper's code. `pairs`: that
 *   number for the two alone, as in PyPortfolioOpt.
 * @returns `undefined` when a variance is not above 0.
 * @throws ArgumentError when the covariance is none.
 * @see López de Prado, "Building diversified portfolios that outperform out of sample", 2016.
 *   Golden numbers: the paper's listings over scipy 1.17.1, and PyPortfolioOpt 1.6.0.
 */
export function hierarchicalRiskParity(
  covariance: Matrix,
  distance: 'rows' | 'pairs' = 'rows',
): HierarchicalWeights | undefined {
  requireOneOf('distance', distance, ['rows', 'pairs'])
  const found = splitCovariance(covariance)
  if (found === undefined) return undefined
  const pairs = found.correlation.values.map((rho) => Math.sqrt(Math.max(0, 1 - rho) / 2))
  const distances = { ...covariance, values: pairs }
  const order = singleLinkageOrder(distance === 'pairs' ? distances : rowDistances(distances))
  const weights = new Float64Array(covariance.rows).fill(1)
  split(covariance, order, weights)
  return { weights, order }
}

function rowDistances(points: Matrix): Matrix {
  const size = points.rows
  const made = matrix(size, size)
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < i; j += 1) {
      let sum = 0
      for (let k = 0; k < size; k += 1) {
        const gap =
          (points.values[i * size + k] as number) - (points.values[j * size + k] as number)
        sum += gap * gap
      }
      made.values[i * size + j] = Math.sqrt(sum)
      made.values[j * size + i] = Math.sqrt(sum)
    }
  return made
}

/** Shares the weight of a list out to its halves, and so on down to single assets. */
function split(covariance: Matrix, order: readonly number[], weights: Float64Array): void {
  if (order.length < 2) return
  const half = Math.floor(order.length / 2)
  const [first, second] = [order.slice(0, half), order.slice(half)]
  const risk = clusterVariance(covariance, first)
  const otherRisk = clusterVariance(covariance, second)
  const share = 1 - risk / (risk + otherRisk)
  for (const i of first) weights[i] = (weights[i] as number) * share
  for (const i of second) weights[i] = (weights[i] as number) * (1 - share)
  split(covariance, first, weights)
  split(covariance, second, weights)
}

/** The variance of some assets weighted by one over their own. */
function clusterVariance(covariance: Matrix, members: readonly number[]): number {
  const size = covariance.rows
  let whole = 0
  let sum = 0
  for (const i of members) {
    const own = 1 / (covariance.values[i * size + i] as number)
    whole += own
    for (const j of members)
      sum +=
        (own * (covariance.values[i * size + j] as number)) /
        (covariance.values[j * size + j] as number)
  }
  return sum / (whole * whole)
}

/**
 * Weights, 1 in sum, against each asset's own variance, blind to correlations.
 *
 * @returns `undefined` when a variance is not above 0.
 * @throws ArgumentError when the covariance is none.
 * @see Golden numbers: López de Prado's example (`ivp`).
 */
export function inverseVariance(covariance: Matrix): Float64Array | undefined {
  const found = splitCovariance(covariance)
  if (found === undefined) return undefined
  return sharesOf(found.deviations.map((deviation) => 1 / (deviation * deviation)))
}
