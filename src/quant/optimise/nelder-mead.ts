import {
  ArgumentError,
  requireFunction,
  requireNumbers,
  requirePositive,
  requireRecord,
  requireSameLength,
  requireSeries,
  requireWhole,
} from '../argument.ts'
import type { Minimum } from './minimum.ts'
import { valueAt } from './value-at.ts'

/** How far and how finely to search. */
export type NelderMeadOptions = {
  /** First step along each axis, none 0; 5 % of the start by default, 0.00025 from a start of 0. */
  readonly steps?: ArrayLike<number>
  /** 500 per dimension by default. */
  readonly iterationsMax?: number
  /** Absolute, on every coordinate and on the value. 1e-8 by default. */
  readonly tolerance?: number
}

/** Corner 0 is the best; `values` belong to `corners` one by one. */
type Simplex = {
  readonly f: (x: Float64Array) => number
  readonly corners: Float64Array[]
  readonly values: Float64Array
  readonly centre: Float64Array
}

/**
 * A local minimum without gradients, by the simplex of Nelder and Mead: reflection 1, expansion 2,
 * contraction and shrinkage 0.5. Good up to about ten dimensions. A value of NaN counts as
 * infinite, so `f` can refuse a point.
 *
 * @param start - Finite; `f` must be finite there.
 * @throws ArgumentError for a start or steps that cannot be taken.
 * @see Nelder and Mead 1965; Lagarias et al. 1998. Golden numbers: scipy 1.17.1
 *   `minimize(method="Nelder-Mead")`, the same in every iteration.
 */
export function nelderMead(
  f: (x: Float64Array) => number,
  start: Float64Array,
  options: NelderMeadOptions = {},
): Minimum {
  requireSeries('start', start, 1)
  const size = start.length
  requireFunction('f', f)
  requireRecord('options', options)
  const { iterationsMax = 500 * size, tolerance = 1e-8 } = options
  requireWhole('iterationsMax', iterationsMax, 1)
  requirePositive('tolerance', tolerance)
  const simplex = simplexAround(f, start, options.steps)
  let iterations = 0
  let hasConverged = isSmall(simplex, tolerance)
  while (!hasConverged && iterations < iterationsMax) {
    step(simplex)
    sortCorners(simplex)
    iterations += 1
    hasConverged = isSmall(simplex, tolerance)
  }
  const x = Float64Array.from(simplex.corners[0] ?? start)
  return { x, value: simplex.values[0] as number, iterations, hasConverged }
}

function simplexAround(
  f: (x: Float64Array) => number,
  start: Float64Array,
  steps: ArrayLike<number> = Array.from(start, (value) => (value === 0 ? 0.00025 : 0.05 * value)),
): Simplex {
  requireSameLength('start', start, 'steps', steps)
  requireNumbers('steps', steps, 1)
  const corners = [Float64Array.from(start)]
  for (let i = 0; i < start.length; i += 1) {
    if (steps[i] === 0) throw new ArgumentError(`steps[${i}] must not be 0`)
    const corner = Float64Array.from(start)
    corner[i] = (corner[i] as number) + (steps[i] as number)
    corners.push(corner)
  }
  const values = Float64Array.from(corners, (corner) => valueAt(f, corner))
  if (!Number.isFinite(values[0]))
    throw new ArgumentError(`f must be finite at the start, was ${values[0]}`)
  const simplex = { f, corners, values, centre: new Float64Array(start.length) }
  sortCorners(simplex)
  return simplex
}

/** One iteration; a new corner takes the place of the worst. */
function step(simplex: Simplex): void {
  const { corners, values } = simplex
  const size = corners.length - 1
  const worst = values[size] as number
  findCentre(simplex)
  const reflected = pointAlong(simplex, -1)
  const value = valueAt(simplex.f, reflected)
  if (value < (values[0] as number)) {
    const expanded = pointAlong(simplex, -2)
    const further = valueAt(simplex.f, expanded)
    if (further < value) replaceWorst(simplex, expanded, further)
    else replaceWorst(simplex, reflected, value)
  } else if (value < (values[size - 1] as number)) replaceWorst(simplex, reflected, value)
  else {
    const isOutside = value < worst
    const contracted = pointAlong(simplex, isOutside ? -0.5 : 0.5)
    const nearer = valueAt(simplex.f, contracted)
    if (isOutside ? nearer <= value : nearer < worst) replaceWorst(simplex, contracted, nearer)
    else shrink(simplex)
  }
}

/** The mean of all corners but the worst. */
function findCentre(simplex: Simplex): void {
  const { corners, centre } = simplex
  const size = centre.length
  for (let j = 0; j < size; j += 1) {
    let sum = 0
    for (let i = 0; i < size; i += 1) sum += corners[i]?.[j] as number
    centre[j] = sum / size
  }
}

/** From the centre towards the worst corner, by `share` of the way. */
function pointAlong(simplex: Simplex, share: number): Float64Array {
  const worst = simplex.corners[simplex.centre.length]
  return simplex.centre.map((value, j) => (1 - share) * value + share * (worst?.[j] as number))
}

function replaceWorst(simplex: Simplex, corner: Float64Array, value: number): void {
  simplex.corners[simplex.centre.length] = corner
  simplex.values[simplex.centre.length] = value
}

/** Every corner half way to the best. */
function shrink(simplex: Simplex): void {
  const best = simplex.corners[0]
  for (let i = 1; i < simplex.corners.length; i += 1) {
    const corner = simplex.corners[i]?.map(
      (value, j) => (best?.[j] as number) + 0.5 * (value - (best?.[j] as number)),
    )
    if (corner === undefined) continue
    simplex.corners[i] = corner
    simplex.values[i] = valueAt(simplex.f, corner)
  }
}

/** Insertion: of equal values the older corner stays in front. */
function sortCorners(simplex: Simplex): void {
  const { corners, values } = simplex
  for (let i = 1; i < corners.length; i += 1) {
    const value = values[i] as number
    const corner = corners[i]
    if (corner === undefined) continue
    let at = i
    for (; at > 0 && (values[at - 1] as number) > value; at -= 1) {
      values[at] = values[at - 1] as number
      corners[at] = corners[at - 1] ?? corner
    }
    values[at] = value
    corners[at] = corner
  }
}

function isSmall(simplex: Simplex, tolerance: number): boolean {
  const { corners, values } = simplex
  const best = corners[0]
  for (let i = 1; i < corners.length; i += 1) {
    if (!(Math.abs((values[i] as number) - (values[0] as number)) <= tolerance)) return false
    for (let j = 0; j < corners.length - 1; j += 1)
      if (Math.abs((corners[i]?.[j] as number) - (best?.[j] as number)) > tolerance) return false
  }
  return true
}
