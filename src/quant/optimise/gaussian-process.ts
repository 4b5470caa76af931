import {
  ArgumentError,
  requireBetween,
  requirePositive,
  requireRecord,
  requireSameLength,
  requireSeries,
} from '../argument.ts'
import {
  type Matrix,
  cholesky,
  logDeterminant,
  matrix,
  solveCholesky,
  solveLower,
} from '../matrix/index.ts'
import { requireMatrix } from '../matrix/matrix.ts'
import { sumOfProducts } from '../sum-of.ts'
import { type KernelShape, kernelAt, requireKernel, scaledSquare } from './kernel-at.ts'

/** Points with values, and the law the function behind them is taken to be drawn from. */
export type GaussianProcessProblem = KernelShape & {
  /** One row per point. */
  readonly x: Matrix
  /** Around a mean of 0. */
  readonly y: Float64Array
  /** Variance of the error of each value, 0 or above. */
  readonly noise: number
}

/** A Gaussian process that has seen its points. */
export type GaussianProcess = GaussianProcessProblem & {
  /** Of the covariance of the values. */
  readonly factor: Matrix
  /** The covariance's inverse times the values. */
  readonly dual: Float64Array
  /** Logarithm of the density of the values. */
  readonly logLikelihood: number
}

/**
 * Conditions a Gaussian process on values at points.
 *
 * @returns `undefined` when the covariance is singular, as of equal points without noise.
 * @throws ArgumentError when shapes differ or a number is out of its range.
 * @see Rasmussen and Williams, "Gaussian processes for machine learning", 2006, algorithm 2.1.
 *   Golden numbers: scikit-learn 1.9.1 `GaussianProcessRegressor(optimizer=None)`.
 */
export function gaussianProcess(problem: GaussianProcessProblem): GaussianProcess | undefined {
  requireProblem(problem)
  const { x, y, noise, lengths } = problem
  const covariance = matrix(x.rows, x.rows)
  for (let i = 0; i < x.rows; i += 1)
    for (let j = 0; j <= i; j += 1) {
      const square = scaledSquare(lengths, x.values, i * x.columns, x.values, j * x.columns)
      const value = kernelAt(problem, square) + (i === j ? noise : 0)
      covariance.values[i * x.rows + j] = value
      covariance.values[j * x.rows + i] = value
    }
  const factor = cholesky(covariance)
  if (factor === undefined) return undefined
  const dual = solveCholesky(factor, y)
  const fit = sumOfProducts(y, dual)
  const logLikelihood = -0.5 * (fit + logDeterminant(factor) + y.length * Math.log(2 * Math.PI))
  return { ...problem, factor, dual, logLikelihood }
}

function requireProblem(problem: GaussianProcessProblem): void {
  requireRecord('problem', problem)
  const { x, y, amplitude, lengths, noise } = problem
  requireKernel('kernel', problem.kernel)
  requireSeries('x.values', x.values, 1)
  requireSeries('y', y, 1)
  requireSameLength('x', { length: x.rows }, 'y', y)
  requirePositive('amplitude', amplitude)
  requireBetween('noise', noise, 0, Number.MAX_VALUE)
  if (lengths.length !== x.columns)
    throw new ArgumentError(`lengths must have ${x.columns} values, had ${lengths.length}`)
  lengths.forEach((length, j) => {
    requirePositive(`lengths[${j}]`, length)
  })
}

/**
 * What a process expects of the function at a point, and how unsure it is: without the noise a
 * value there would have.
 *
 * @returns `variance` at least 0.
 * @throws ArgumentError when the point is not as wide as those seen, or not finite.
 * @see Rasmussen and Williams 2006, algorithm 2.1.
 */
export function gaussianPosterior(
  fitted: GaussianProcess,
  point: Float64Array,
): { readonly mean: number; readonly variance: number } {
  requireRecord('fitted', fitted)
  const { x, dual, factor, amplitude, lengths } = fitted
  requireMatrix('fitted.x', x)
  requireSeries('point', point, 1)
  if (point.length !== x.columns)
    throw new ArgumentError(`point must have ${x.columns} values, had ${point.length}`)
  const shared = new Float64Array(x.rows)
  for (let i = 0; i < x.rows; i += 1)
    shared[i] = kernelAt(fitted, scaledSquare(lengths, x.values, i * x.columns, point, 0))
  const solved = solveLower(factor, shared)
  const variance = Math.max(0, amplitude - sumOfProducts(solved, solved))
  return { mean: sumOfProducts(shared, dual), variance }
}
