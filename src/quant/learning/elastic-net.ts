import {
  ArgumentError,
  requireBetween,
  requireFinite,
  requirePositive,
  requireRecord,
  requireSameLength,
  requireSeries,
  requireWhole,
} from '../argument.ts'
import type { Matrix } from '../matrix/index.ts'
import { mean } from '../moments.ts'
import { type Gradient, gradientOf, meanProduct } from './least-squares-gradient.ts'

/** Observations, and what kind of penalty to lay on their coefficients. */
export type ElasticNetProblem = {
  /** One row per observation, two or more; no column of ones. */
  readonly x: Matrix
  readonly y: Float64Array
  /** 1 for the lasso, towards 0 for ridge; from 0 to 1. 1 by default. */
  readonly mixture?: number
  /** Whether columns are penalised in units of their own deviation (divisor n). true by default. */
  readonly isStandardised?: boolean
  /** Coordinate descent settles when no coefficient moves y by more of its deviation; 1e-12. */
  readonly tolerance?: number
}

/** A linear model of which some coefficients may be exactly 0. */
export type ElasticNetFit = {
  readonly penalty: number
  readonly intercept: number
  /** In the units of x and y. */
  readonly coefficients: Float64Array
  /** Whether coordinate descent settled. */
  readonly hasConverged: boolean
}

/** Columns centred and scaled, and where the descent has come to. */
type Descent = {
  /** Mean square of each scaled column: 1, or 0 when it is constant. */
  readonly sizes: Float64Array
  readonly middles: Float64Array
  readonly scales: Float64Array
  readonly yMiddle: number
  /** Moves below it are none. Unit: that of y. */
  readonly least: number
  readonly mixture: number
  readonly gradient: Gradient
  readonly coefficients: Float64Array
  /** Rows more than columns, so that the smallest penalty may be a small one. */
  readonly isTall: boolean
}

/**
 * The coefficients b of the least Σ error² / 2n + penalty × (mixture × Σ|b| + (1 - mixture) ×
 * Σb² / 2), with an intercept that is not penalised; by cyclical coordinate descent. A constant
 * column has the coefficient 0.
 *
 * @param problem.penalty - 0 or above.
 * @throws ArgumentError when shapes differ, a value is not finite or a number out of its range.
 * @see Zou and Hastie 2005; Friedman, Hastie and Tibshirani, "Regularization paths for generalized
 *   linear models via coordinate descent", 2010. Golden numbers: scikit-learn 1.9.1 `ElasticNet` on
 *   standardised columns, and glmnet 4.1.6, which also scales y: its ridge part is this one for a y
 *   of deviation 1, its lasso this one for any.
 */
export function elasticNet(
  problem: ElasticNetProblem & { readonly penalty: number },
): ElasticNetFit {
  requireRecord('problem', problem)
  requireBetween('penalty', problem.penalty, 0, Number.MAX_VALUE)
  return descend(startOf(problem), problem.penalty)
}

/**
 * One fit per penalty, from the largest down, each started from the one before.
 *
 * @param problem.penalties - Above 0, descending. By default `count` of them, evenly spaced in
 *   logarithms, from the least that leaves no coefficient (for a mixture of 0, of 0.001) down to
 *   1e-4 of it, or 1e-2 when there are no more rows than columns.
 * @param problem.count - 100 by default.
 * @param problem.least - The smallest of them as a share of the largest, above 0 and below 1,
 *   instead of these.
 * @returns Empty when no column says anything of y, unless penalties are given.
 * @throws ArgumentError as `elasticNet`, or when penalties do not descend.
 */
export function elasticNetPath(
  problem: ElasticNetProblem & {
    readonly penalties?: ArrayLike<number>
    readonly count?: number
    readonly least?: number
  },
): readonly ElasticNetFit[] {
  const start = startOf(problem)
  const penalties = problem.penalties ?? defaultPenalties(start, problem)
  const fits: ElasticNetFit[] = []
  for (let k = 0; k < penalties.length; k += 1) {
    const penalty = penalties[k] as number
    requirePositive(`penalties[${k}]`, penalty)
    if (k > 0 && penalty >= (penalties[k - 1] as number))
      throw new ArgumentError(`penalties must descend, and ${penalty} follows ${penalties[k - 1]}`)
    fits.push(descend(start, penalty))
  }
  return fits
}

/**
 * What `fit` expects of one row.
 *
 * @throws ArgumentError when lengths differ, or a value is not finite.
 */
export function elasticNetAt(fit: ElasticNetFit, row: ArrayLike<number>): number {
  requireRecord('fit', fit)
  requireSameLength('coefficients', fit.coefficients, 'row', row)
  for (let j = 0; j < row.length; j += 1) requireFinite(`row[${j}]`, row[j] as number)
  return expectedAt(fit, row)
}

/** `elasticNetAt` of a row that is known to be one. */
export function expectedAt(fit: ElasticNetFit, row: ArrayLike<number>): number {
  let sum = fit.intercept
  for (let j = 0; j < row.length; j += 1)
    sum += (fit.coefficients[j] as number) * (row[j] as number)
  return sum
}

function startOf(problem: ElasticNetProblem): Descent {
  requireRecord('problem', problem)
  const { x, y, mixture = 1, isStandardised = true, tolerance = 1e-12 } = problem
  requireRecord('x', x)
  requireSeries('x.values', x.values, 1)
  requireSeries('y', y, 2)
  requireSameLength('x', { length: x.rows }, 'y', y)
  requireBetween('mixture', mixture, 0, 1)
  requireBetween('tolerance', tolerance, 0, 1)
  const scales = new Float64Array(x.columns)
  const sizes = new Float64Array(x.columns)
  const middles = new Float64Array(x.columns)
  const columns = Array.from({ length: x.columns }, (_, j) => {
    const column = Float64Array.from(y, (__, i) => x.values[i * x.columns + j] as number)
    const middle = centre(column)
    const size = meanSquare(column)
    const scale = isStandardised && size > 0 ? Math.sqrt(size) : 1
    scales[j] = scale
    middles[j] = middle
    sizes[j] = size / (scale * scale)
    return column.map((value) => value / scale)
  })
  const left = Float64Array.from(y)
  const yMiddle = centre(left)
  return {
    ...{ sizes, middles, scales, yMiddle, mixture },
    least: tolerance * Math.sqrt(meanSquare(left)),
    gradient: gradientOf(columns, left),
    coefficients: new Float64Array(x.columns),
    isTall: y.length > x.columns,
  }
}

/** Takes the mean off in place, and gives it back. */
function centre(values: Float64Array): number {
  const middle = mean(values) ?? 0
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] as number) - middle
  return middle
}

function meanSquare(values: Float64Array): number {
  return meanProduct(values, values)
}

function defaultPenalties(
  start: Descent,
  { count = 100, least = start.isTall ? 1e-4 : 1e-2 }: { count?: number; least?: number },
): Float64Array {
  requireWhole('count', count, 2)
  requireBetween('least', least, Number.MIN_VALUE, 1 - Number.EPSILON)
  let largest = 0
  for (let j = 0; j < start.coefficients.length; j += 1)
    largest = Math.max(largest, Math.abs(start.gradient.of(j)))
  if (largest === 0) return new Float64Array(0)
  const top = largest / Math.max(start.mixture, 0.001)
  const span = Math.log(least)
  return Float64Array.from({ length: count }, (_, k) => top * Math.exp((span * k) / (count - 1)))
}

/** Sweeps over all columns, then over those in use until they settle, and again. */
function descend(from: Descent, penalty: number): ElasticNetFit {
  const { least } = from
  const all = [...from.coefficients.keys()]
  let hasConverged = sweep(from, penalty, all) <= least
  for (let round = 0; !hasConverged && round < 1000; round += 1) {
    const used = all.filter((j) => from.coefficients[j] !== 0)
    let isMoving = true
    for (let k = 0; isMoving && k < 1000; k += 1) isMoving = sweep(from, penalty, used) > least
    hasConverged = sweep(from, penalty, all) <= least
  }
  const coefficients = from.coefficients.map((value, j) => value / (from.scales[j] as number))
  let intercept = from.yMiddle
  for (let j = 0; j < coefficients.length; j += 1)
    intercept -= (coefficients[j] as number) * (from.middles[j] as number)
  return { penalty, intercept, coefficients, hasConverged }
}

/** Sets each coefficient to its best beside the others; returns the largest move, in units of y. */
function sweep(from: Descent, penalty: number, chosen: readonly number[]): number {
  const { sizes, gradient, coefficients, mixture } = from
  const lasso = penalty * mixture
  const ridge = penalty * (1 - mixture)
  let largest = 0
  for (const j of chosen) {
    const size = sizes[j] as number
    if (size === 0) continue
    const before = coefficients[j] as number
    const pull = gradient.of(j) + size * before
    const over = Math.abs(pull) - lasso
    const after = over > 0 ? (Math.sign(pull) * over) / (size + ridge) : 0
    const move = after - before
    if (move === 0) continue
    coefficients[j] = after
    gradient.move(j, move)
    largest = Math.max(largest, Math.abs(move) * Math.sqrt(size))
  }
  return largest
}
