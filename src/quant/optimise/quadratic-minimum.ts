import { ArgumentError, requireRecord, requireSameLength, requireSeries } from '../argument.ts'
import { cholesky, type Matrix, matrix, multiplyVector, solveCholesky } from '../matrix/index.ts'
import { requireSymmetric } from '../matrix/matrix.ts'
import { sumOf } from '../sum-of.ts'

/** Minimise x'Qx / 2 - c'x within a box, and on a plane when `sum` is given. */
export type QuadraticProgram = {
  /** Q: symmetric, positive definite. */
  readonly quadratic: Matrix
  /** c. */
  readonly linear: Float64Array
  /** May be -Infinity. */
  readonly lower: Float64Array
  /** Not below `lower`; may be Infinity. */
  readonly upper: Float64Array
  /** What the coordinates must add up to. */
  readonly sum?: number
}

/** The coordinates that may move, in ascending order, and the slope they share. */
type WorkingSet = {
  readonly free: number[]
  readonly x: Float64Array
  readonly program: QuadraticProgram
}

/**
 * The one minimum of a convex quadratic within a box and, optionally, of a given sum; by a primal
 * active set, so bounds that hold are met exactly.
 *
 * @returns `undefined` when Q is not positive definite over the coordinates that move.
 * @throws ArgumentError when shapes differ, bounds are out of order, or no point has the sum.
 * @see Nocedal and Wright, "Numerical optimization", 2006, 16.5. Golden numbers: cvxpy 1.9.3 with
 *   Clarabel 0.11.1.
 */
export function quadraticMinimum(program: QuadraticProgram): Float64Array | undefined {
  requireProgram(program)
  const x = feasiblePoint(program)
  const free = [...x.keys()].filter(
    (i) => (x[i] as number) > (program.lower[i] as number) && isBelowUpper(program, x, i),
  )
  const set = { free, x, program }
  // Each turn binds or frees a coordinate; far fewer are ever needed.
  for (let turn = 0; turn < 100 + 50 * x.length; turn += 1) {
    const common = descend(set)
    if (common === undefined) return undefined
    if (common === 'bound met') continue
    if (!release(set, common)) return x
  }
  return undefined
}

function isBelowUpper(program: QuadraticProgram, x: Float64Array, i: number): boolean {
  return (x[i] as number) < (program.upper[i] as number)
}

function requireProgram(program: QuadraticProgram): void {
  requireRecord('program', program)
  const { quadratic, linear, lower, upper, sum } = program
  requireSymmetric('quadratic', quadratic)
  requireSeries('linear', linear, 1)
  requireSameLength('quadratic', { length: quadratic.rows }, 'linear', linear)
  requireSameLength('linear', linear, 'lower', lower)
  requireSameLength('linear', linear, 'upper', upper)
  let least = 0
  let most = 0
  for (let i = 0; i < linear.length; i += 1) {
    const low = lower[i] as number
    const high = upper[i] as number
    if (!(low <= high && low < Number.POSITIVE_INFINITY && high > Number.NEGATIVE_INFINITY))
      throw new ArgumentError(`lower[${i}] must be at most upper[${i}], was ${low} to ${high}`)
    least += low
    most += high
  }
  if (sum === undefined) return
  // Ten times 0.1 is a hair less than 1.
  const slack = 1e-12 * Math.max(1, Math.abs(sum))
  if (!(Number.isFinite(sum) && sum >= least - slack && sum <= most + slack))
    throw new ArgumentError(`sum must be from ${least} to ${most}, what the bounds allow: ${sum}`)
}

/** The point of the box nearest 0, filled up or emptied to the sum. */
function feasiblePoint({ lower, upper, sum }: QuadraticProgram): Float64Array {
  const x = lower.map((low, i) => Math.min(Math.max(0, low), upper[i] as number))
  if (sum === undefined) return x
  let missing = sum
  for (const value of x) missing -= value
  for (let i = 0; i < x.length && missing !== 0; i += 1) {
    const value = x[i] as number
    const room = missing > 0 ? (upper[i] as number) - value : (lower[i] as number) - value
    const moved = Math.abs(room) < Math.abs(missing) ? room : missing
    x[i] = value + moved
    missing -= moved
  }
  return x
}

/**
 * Moves to the minimum over the free coordinates, or as far as the first bound.
 *
 * @returns The slope all free coordinates share at the minimum, 0 without a sum.
 */
function descend(set: WorkingSet): number | 'bound met' | undefined {
  const { free, x, program } = set
  const slopes = slopesAt(set)
  if (free.length === 0) return program.sum === undefined ? 0 : middleSlope(set, slopes)
  const factor = cholesky(submatrix(program.quadratic, free))
  if (factor === undefined) return undefined
  const down = solveCholesky(
    factor,
    Float64Array.from(free, (i) => slopes[i] as number),
  )
  let common = 0
  const along = solveCholesky(factor, new Float64Array(free.length).fill(1))
  if (program.sum !== undefined) common = sumOf(down) / sumOf(along)
  const step = down.map((value, k) => common * (along[k] as number) - value)
  const { length, blocking } = firstBound(set, step)
  free.forEach((i, k) => {
    x[i] = (x[i] as number) + length * (step[k] as number)
  })
  if (blocking === undefined) return common
  const i = free[blocking] as number
  x[i] = ((step[blocking] as number) < 0 ? program.lower[i] : program.upper[i]) as number
  free.splice(blocking, 1)
  return 'bound met'
}

function slopesAt({ x, program }: WorkingSet): Float64Array {
  return multiplyVector(program.quadratic, x).map(
    (value, i) => value - (program.linear[i] as number),
  )
}

function submatrix(from: Matrix, indices: readonly number[]): Matrix {
  const made = matrix(indices.length, indices.length)
  indices.forEach((i, k) => {
    indices.forEach((j, l) => {
      made.values[k * made.columns + l] = from.values[i * from.columns + j] as number
    })
  })
  return made
}

function firstBound(
  { free, x, program }: WorkingSet,
  step: Float64Array,
): { readonly length: number; readonly blocking: number | undefined } {
  let length = 1
  let blocking: number | undefined
  free.forEach((i, k) => {
    const move = step[k] as number
    const bound = (move < 0 ? program.lower[i] : program.upper[i]) as number
    const room = move === 0 ? Number.POSITIVE_INFINITY : (bound - (x[i] as number)) / move
    if (room < length) {
      length = room
      blocking = k
    }
  })
  return { length: Math.max(0, length), blocking }
}

/** With every coordinate at a bound: between what those that could rise and fall would ask. */
function middleSlope({ x, program }: WorkingSet, slopes: Float64Array): number {
  let rising = Number.POSITIVE_INFINITY
  let falling = Number.NEGATIVE_INFINITY
  for (let i = 0; i < x.length; i += 1) {
    const slope = slopes[i] as number
    if (isBelowUpper(program, x, i)) rising = Math.min(rising, slope)
    if ((x[i] as number) > (program.lower[i] as number)) falling = Math.max(falling, slope)
  }
  if (!Number.isFinite(rising)) return Number.isFinite(falling) ? falling : 0
  return Number.isFinite(falling) ? (rising + falling) / 2 : rising
}

/** Frees the bound coordinate that gains most by moving inward; whether there was one. */
function release(set: WorkingSet, common: number): boolean {
  const { free, x, program } = set
  const slopes = slopesAt(set)
  const isPlane = program.sum !== undefined
  const size = slopes.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const negligible = 1e-12 * Math.max(size, Math.abs(common))
  let gainUp = negligible
  let gainDown = negligible
  let up: number | undefined
  let down: number | undefined
  for (let i = 0; i < x.length; i += 1) {
    if (free.includes(i)) continue
    const gain = common - (slopes[i] as number)
    if (gain > gainUp && isBelowUpper(program, x, i)) [up, gainUp] = [i, gain]
    if (-gain > gainDown && (x[i] as number) > (program.lower[i] as number))
      [down, gainDown] = [i, -gain]
  }
  // On a plane with nothing free a coordinate moves only against another.
  const isPair = isPlane && free.length === 0
  if (isPair && (up === undefined || down === undefined)) return false
  const chosen = isPair ? [up, down] : [gainUp >= gainDown ? up : down]
  const freed = chosen.filter((i) => i !== undefined)
  free.push(...freed)
  free.sort((i, j) => i - j)
  return freed.length > 0
}
