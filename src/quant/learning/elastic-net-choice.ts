import { ArgumentError, requireSameLength, requireWhole } from '../argument.ts'
import { type Matrix, matrix } from '../matrix/index.ts'
import {
  type ElasticNetFit,
  type ElasticNetProblem,
  elasticNetPath,
  expectedAt,
} from './elastic-net.ts'

/** The errors of a path on rows it had not seen, and the fits they speak for. */
export type ElasticNetChoice = {
  /** Descending. */
  readonly penalties: Float64Array
  /** Mean squared error at each penalty, over all rows. */
  readonly errors: Float64Array
  /** Standard error of each, from the spread between folds. */
  readonly standardErrors: Float64Array
  /** Of all rows, at the penalty of the least error. */
  readonly best: ElasticNetFit
  /** Of all rows, at the largest penalty within one standard error of the least. */
  readonly sparse: ElasticNetFit
}

/**
 * Chooses the penalty of an elastic net by cross-validation.
 *
 * @param problem.folds - The fold of each row, whole from 0 on, two folds or more, each with rows
 *   left outside it. By default ten stretches of neighbours in their order, which is what series in
 *   time need; shuffle them yourself for others.
 * @returns `undefined` when no column says anything of y.
 * @throws ArgumentError as `elasticNetPath`, or when a fold is empty.
 * @see Hastie, Tibshirani and Friedman, "The elements of statistical learning", 2009, 7.10. Golden
 *   numbers: glmnet 4.1.6 `cv.glmnet(alpha = 1)`.
 */
export function chooseElasticNet(
  problem: ElasticNetProblem & {
    readonly penalties?: ArrayLike<number>
    readonly count?: number
    readonly least?: number
    readonly folds?: ArrayLike<number>
  },
): ElasticNetChoice | undefined {
  const fits = elasticNetPath(problem)
  if (fits.length === 0) return undefined
  const penalties = Float64Array.from(fits, (fit) => fit.penalty)
  const folds = problem.folds ?? stretches(problem.y.length)
  const sizes = foldSizes(problem.y, folds)
  const perFold = Array.from(sizes, (_, fold) => {
    const inside = [...problem.y.keys()].filter((i) => folds[i] === fold)
    const outside = [...problem.y.keys()].filter((i) => folds[i] !== fold)
    return errorsInside({ ...problem, penalties }, inside, outside)
  })
  const errors = penalties.map((_, k) => weightedMean(perFold, sizes, k))
  const standardErrors = penalties.map((_, k) => {
    const middle = errors[k] as number
    const squares = perFold.map((own) => own.map((value) => (value - middle) * (value - middle)))
    return Math.sqrt(weightedMean(squares, sizes, k) / (sizes.length - 1))
  })
  const least = errors.indexOf(Math.min(...errors))
  const limit = (errors[least] as number) + (standardErrors[least] as number)
  const [best, sparse] = [fits[least], fits[errors.findIndex((error) => error <= limit)]]
  if (best === undefined || sparse === undefined) return undefined
  return { penalties, errors, standardErrors, best, sparse }
}

function stretches(count: number): Uint32Array {
  const folds = Math.min(10, count)
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * folds) / count))
}

/** How many rows each fold holds. Declines folds that are none. */
function foldSizes(y: Float64Array, folds: ArrayLike<number>): Uint32Array {
  requireSameLength('y', y, 'folds', folds)
  let count = 0
  for (let i = 0; i < folds.length; i += 1) {
    requireWhole(`folds[${i}]`, folds[i] as number, 0, folds.length - 1)
    count = Math.max(count, (folds[i] as number) + 1)
  }
  const sizes = new Uint32Array(count)
  for (let i = 0; i < folds.length; i += 1)
    sizes[folds[i] as number] = (sizes[folds[i] as number] as number) + 1
  sizes.forEach((size, fold) => {
    if (size === 0 || y.length - size < 2)
      throw new ArgumentError(
        `fold ${fold} must hold a row and leave two, held ${size} of ${y.length}`,
      )
  })
  return sizes
}

/** Mean squared error on the rows `inside`, of fits on those `outside`. */
function errorsInside(
  problem: ElasticNetProblem & { readonly penalties: Float64Array },
  inside: readonly number[],
  outside: readonly number[],
): Float64Array {
  const { x, y } = problem
  const fits = elasticNetPath({
    ...problem,
    x: rowsOf(x, outside),
    y: Float64Array.from(outside, (i) => y[i] as number),
  })
  return Float64Array.from(fits, (fit) => {
    let sum = 0
    for (const i of inside) {
      const row = x.values.subarray(i * x.columns, (i + 1) * x.columns)
      const gap = (y[i] as number) - expectedAt(fit, row)
      sum += gap * gap
    }
    return sum / inside.length
  })
}

function rowsOf(x: Matrix, rows: readonly number[]): Matrix {
  const made = matrix(rows.length, x.columns)
  rows.forEach((i, to) => {
    made.values.set(x.values.subarray(i * x.columns, (i + 1) * x.columns), to * x.columns)
  })
  return made
}

function weightedMean(perFold: readonly Float64Array[], sizes: Uint32Array, k: number): number {
  let sum = 0
  let whole = 0
  perFold.forEach((values, fold) => {
    sum += (sizes[fold] as number) * (values[k] as number)
    whole += sizes[fold] as number
  })
  return sum / whole
}
