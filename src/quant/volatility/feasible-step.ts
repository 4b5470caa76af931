import { cholesky, type Matrix, matrix, solve, symmetricEigen } from '../matrix/index.ts'

/** A half-space of parameters: the weighted sum of x is `min` or more. */
export type LinearLimit = {
  readonly weights: readonly number[]
  readonly min: number
}

/** Share of the largest curvature under which a direction counts as flat. */
const flatShare = 1e-6
const exchangesMax = 60

/**
 * The step d that makes g'd + d'Hd/2 least within the limits, by the primal active-set method.
 *
 * @param hessian - Positive definite: see `madeConvex`.
 * @param slacks - How far x is inside each limit, 0 or more.
 * @see Nocedal and Wright, "Numerical Optimization", 2006, algorithm 16.3.
 */
export function feasibleStep(
  gradient: Float64Array,
  hessian: Matrix,
  limits: readonly LinearLimit[],
  slacks: readonly number[],
): Float64Array {
  const step = new Float64Array(gradient.length)
  const active: number[] = []
  for (let n = 0; n < exchangesMax; n += 1) {
    const found = heldStep(gradient, hessian, step, rowsOf(limits, active))
    if (found === undefined) {
      active.pop()
      continue
    }
    const { index, share } = nearestLimit(limits, slacks, step, found, active)
    for (let i = 0; i < step.length; i += 1)
      step[i] = (step[i] as number) + share * (found[i] as number)
    if (index !== undefined) active.push(index)
    else if (!releaseWorst(active, found.subarray(step.length))) break
  }
  return step
}

function rowsOf(limits: readonly LinearLimit[], active: readonly number[]): readonly LinearLimit[] {
  return active.flatMap((index) => limits[index] ?? [])
}

/** The step from here to the least value along the held limits, followed by their multipliers. */
function heldStep(
  gradient: Float64Array,
  hessian: Matrix,
  step: Float64Array,
  held: readonly LinearLimit[],
): Float64Array | undefined {
  const size = step.length
  const system = matrix(size + held.length, size + held.length)
  const right = new Float64Array(system.rows)
  for (let i = 0; i < size; i += 1) {
    let slope = gradient[i] as number
    for (let j = 0; j < size; j += 1) {
      const curvature = hessian.values[i * size + j] as number
      slope += curvature * (step[j] as number)
      system.values[i * system.columns + j] = curvature
    }
    right[i] = -slope
  }
  held.forEach(({ weights }, row) => {
    weights.forEach((weight, i) => {
      system.values[i * system.columns + size + row] = -weight
      system.values[(size + row) * system.columns + i] = weight
    })
  })
  return solve(system, right)
}

/** The limit met first on the way, and the share of the way until then. */
function nearestLimit(
  limits: readonly LinearLimit[],
  slacks: readonly number[],
  step: Float64Array,
  way: Float64Array,
  active: readonly number[],
): { readonly index: number | undefined; readonly share: number } {
  let index: number | undefined
  let share = 1
  for (const [k, { weights }] of limits.entries()) {
    if (active.includes(k)) continue
    const speed = weightedSum(weights, way)
    if (!(speed < 0)) continue
    const room = Math.max(0, (slacks[k] ?? 0) + weightedSum(weights, step))
    if (room + share * speed >= 0) continue
    share = -room / speed
    index = k
  }
  return { index, share }
}

/** Lets go of the limit that holds back most. @returns False when none does. */
function releaseWorst(active: number[], multipliers: Float64Array): boolean {
  let worst = 0
  let at = -1
  for (let k = 0; k < active.length; k += 1)
    if ((multipliers[k] as number) < worst) {
      worst = multipliers[k] as number
      at = k
    }
  if (at >= 0) active.splice(at, 1)
  return at >= 0
}

/** The weighted sum of `x`. */
export function weightedSum(weights: readonly number[], x: Float64Array): number {
  let sum = 0
  for (let i = 0; i < weights.length; i += 1) sum += (weights[i] as number) * (x[i] as number)
  return sum
}

/**
 * The matrix itself where it is positive definite; else with the signs of its negative eigenvalues
 * turned and its flat directions lifted, so that a Newton step leads down. Eigenvalues are taken
 * with the diagonal scaled to 1: the units of a parameter do not matter.
 */
export function madeConvex(hessian: Matrix): Matrix {
  if (cholesky(hessian) !== undefined) return hessian
  const size = hessian.rows
  const scales = new Float64Array(size)
  for (let i = 0; i < size; i += 1) {
    const diagonal = Math.abs(hessian.values[i * size + i] as number)
    scales[i] = diagonal > 0 ? Math.sqrt(diagonal) : 1
  }
  const scaled = matrix(size, size)
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1)
      scaled.values[i * size + j] =
        (hessian.values[i * size + j] as number) / ((scales[i] as number) * (scales[j] as number))
  const { values, vectors } = symmetricEigen(scaled)
  const largest = Math.max(...values.map(Math.abs), Number.MIN_VALUE)
  const lifted = values.map((value) => Math.max(Math.abs(value), flatShare * largest))
  const convex = matrix(size, size)
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) {
      let sum = 0
      for (let k = 0; k < size; k += 1)
        sum +=
          (vectors.values[i * size + k] as number) *
          (lifted[k] as number) *
          (vectors.values[j * size + k] as number)
      convex.values[i * size + j] = sum * (scales[i] as number) * (scales[j] as number)
    }
  return convex
}
