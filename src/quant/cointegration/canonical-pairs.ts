import { type Matrix, matrix, solve, symmetricEigen, transpose, multiply } from '../matrix/index.ts'
import { sumOfProducts } from '../sum-of.ts'
import { orthonormalise } from './orthonormal.ts'

/** Combinations of levels, and how steps answer to them. */
export type CanonicalPairs = {
  /** Squared canonical correlations, largest first, as many as steps. */
  readonly squared: Float64Array
  /** The combination of levels of each, with 1 on the first where it has a share. */
  readonly vectors: readonly Float64Array[]
  /** The regression of the steps on each combination. */
  readonly loadings: readonly Float64Array[]
}

/** A correlation this near to 1 is an identity, not a relation. */
const squaredMax = 1 - 1e-12

/**
 * Canonical correlations of steps and levels, by an orthonormal basis of either: their covariances,
 * whose condition is squared, are never formed.
 *
 * @returns `undefined` when either are collinear, or one is a sum of the other.
 */
export function canonicalPairs(
  steps: readonly Float64Array[],
  levels: readonly Float64Array[],
): CanonicalPairs | undefined {
  const stepBasis = steps.map((column) => Float64Array.from(column))
  const levelBasis = levels.map((column) => Float64Array.from(column))
  if (!orthonormalise(stepBasis) || !orthonormalise(levelBasis)) return undefined
  const cross = products(stepBasis, levelBasis)
  const { values, vectors } = symmetricEigen(multiply(transpose(cross), cross))
  const triangle = products(levelBasis, levels)
  const last = levels.length - 1
  const squared = Float64Array.from(steps, (_, i) => Math.max(0, values[last - i] as number))
  if (!((squared[0] as number) < squaredMax)) return undefined
  const relations: Float64Array[] = []
  for (let i = 0; i < steps.length; i += 1) {
    const relation = solve(triangle, columnOf(vectors, last - i))
    if (relation === undefined) return undefined
    relations.push(normalise(relation))
  }
  return {
    squared,
    vectors: relations,
    loadings: relations.map((of) => respond(steps, levels, of)),
  }
}

function products(a: readonly Float64Array[], b: readonly Float64Array[]): Matrix {
  const out = matrix(a.length, b.length)
  a.forEach((left, i) => {
    b.forEach((right, j) => {
      out.values[i * b.length + j] = sumOfProducts(left, right)
    })
  })
  return out
}

function columnOf(of: Matrix, column: number): Float64Array {
  return Float64Array.from(
    { length: of.rows },
    (_, i) => of.values[i * of.columns + column] as number,
  )
}

function normalise(relation: Float64Array): Float64Array {
  const first = relation[0] as number
  return first === 0 ? relation : relation.map((value) => value / first)
}

function respond(
  steps: readonly Float64Array[],
  levels: readonly Float64Array[],
  relation: Float64Array,
): Float64Array {
  const gap = new Float64Array((levels[0] as Float64Array).length)
  levels.forEach((level, j) => {
    for (let i = 0; i < gap.length; i += 1)
      gap[i] = (gap[i] as number) + (relation[j] as number) * (level[i] as number)
  })
  const size = sumOfProducts(gap, gap)
  return Float64Array.from(steps, (step) => sumOfProducts(step, gap) / size)
}
