import {
  ArgumentError,
  requirePositive,
  requireRecord,
  requireSameLength,
  requireSeries,
  requireWhole,
} from '../argument.ts'
import { type Bounds, gradientOf } from './gradient-of.ts'
import { CurvatureMemory } from './curvature-memory.ts'
import type { Minimum } from './minimum.ts'

/** The box to search, and how finely. */
export type BoundedOptions = {
  /** Smallest value of each coordinate; may be -Infinity. */
  readonly lower: ArrayLike<number>
  /** Largest value of each coordinate, not below `lower`; may be Infinity. */
  readonly upper: ArrayLike<number>
  /** Writes the slopes at `x` to `out`. Central differences by default. */
  readonly gradient?: (x: Float64Array, out: Float64Array) => void
  /** 1000 by default. */
  readonly iterationsMax?: number
  /**
   * On the largest slope not held back by a bound, over max(1, |value|). 1e-8 by default, about
   * what differences can tell.
   */
  readonly tolerance?: number
}

type Search = Bounds & {
  readonly f: (x: Float64Array) => number
  readonly size: number
  readonly x: Float64Array
  readonly slope: Float64Array
  readonly direction: Float64Array
  readonly isFree: Uint8Array
  readonly next: Float64Array
  readonly memory: CurvatureMemory
  value: number
}

/**
 * A local minimum within a box, by limited-memory BFGS over the coordinates that no bound holds
 * back, and a line search along the path projected into the box: `f` is never called outside. A
 * value that is not finite counts as too high, so `f` can refuse a point.
 *
 * Stops, converged, when the slope is within `tolerance` or no step lowers the value any more; not
 * converged where a slope is not a number.
 *
 * @param start - Moved into the box when outside; `f` must be finite there.
 * @throws ArgumentError for bounds out of order, lengths that differ, or a start without a value.
 * @see Bertsekas, "Projected Newton methods for optimization problems with simple constraints",
 *   1982; Nocedal 1980. Golden numbers: the minima of scipy 1.17.1 `minimize(method="L-BFGS-B")`,
 *   which takes another path to them.
 */
export function minimiseBounded(
  f: (x: Float64Array) => number,
  start: Float64Array,
  options: BoundedOptions,
): Minimum {
  requireRecord('options', options)
  const { iterationsMax = 1000, tolerance = 1e-8 } = options
  requireWhole('iterationsMax', iterationsMax, 1)
  requirePositive('tolerance', tolerance)
  const search = searchFrom(f, start, options)
  const gradient = options.gradient ?? ((x, out) => gradientOf(f, x, search, out))
  gradient(search.x, search.slope)
  let iterations = 0
  let hasConverged = isFlat(search, tolerance)
  while (!hasConverged && iterations < iterationsMax) {
    iterations += 1
    hasConverged = !advance(search, gradient) || isFlat(search, tolerance)
  }
  // Where slopes are not numbers nothing was found, though no step leads down.
  hasConverged &&= Number.isFinite(freeSlope(search))
  settleOnBounds(search)
  return { x: search.x, value: search.value, iterations, hasConverged }
}

/** Moves what lies a hair from a bound its slope pushes against onto it, if that is no higher. */
function settleOnBounds(search: Search): void {
  const { x, next, isFree } = search
  markFree(search, freeSlope(search))
  next.set(x)
  for (let i = 0; i < search.size; i += 1) if (isFree[i] === 0) next[i] = heldBound(search, i)
  if (next.every((value, i) => value === x[i])) return
  const value = search.f(next)
  if (!(value <= search.value)) return
  x.set(next)
  search.value = value
}

function isFlat(search: Search, tolerance: number): boolean {
  return freeSlope(search) <= tolerance * Math.max(1, Math.abs(search.value))
}

function searchFrom(
  f: (x: Float64Array) => number,
  start: Float64Array,
  options: BoundedOptions,
): Search {
  requireSeries('start', start, 1)
  requireSameLength('start', start, 'lower', options.lower)
  requireSameLength('start', start, 'upper', options.upper)
  const lower = Float64Array.from(options.lower)
  const upper = Float64Array.from(options.upper)
  lower.forEach((low, i) => {
    if (!(low <= (upper[i] as number)))
      throw new ArgumentError(`lower[${i}] must be at most upper[${i}], was ${low} to ${upper[i]}`)
  })
  const size = start.length
  const x = start.map((value, i) =>
    Math.min(Math.max(value, lower[i] as number), upper[i] as number),
  )
  const value = f(x)
  if (!Number.isFinite(value))
    throw new ArgumentError(`f must be finite at the start, was ${value}`)
  const slope = new Float64Array(size)
  const direction = new Float64Array(size)
  const next = new Float64Array(size)
  const isFree = new Uint8Array(size)
  const memory = new CurvatureMemory(size)
  return { f, size, x, lower, upper, value, slope, direction, next, isFree, memory }
}

/** The largest step a unit walk down the slope could make within the box. */
function freeSlope(search: Search): number {
  let largest = 0
  for (let i = 0; i < search.size; i += 1) {
    const value = search.x[i] as number
    const moved = value - (search.slope[i] as number)
    const inside = Math.min(Math.max(moved, search.lower[i] as number), search.upper[i] as number)
    largest = Math.max(largest, Math.abs(inside - value))
  }
  return largest
}

/** One step down; whether there was one. */
function advance(search: Search, gradient: (x: Float64Array, out: Float64Array) => void): boolean {
  // Near enough to step onto: as far as a walk down the slope would go, at most.
  markFree(search, Math.min(1e-8, freeSlope(search)))
  findDirection(search)
  let value = searchLine(search)
  if (value === undefined && search.memory.count > 0) {
    // What was learnt of the curvature misleads here: start again down the slope.
    search.memory.forget()
    findDirection(search)
    value = searchLine(search)
  }
  if (value === undefined) return false
  const { x, slope, next, direction } = search
  const fall = search.value - value
  for (let i = 0; i < search.size; i += 1) direction[i] = (next[i] as number) - (x[i] as number)
  x.set(next)
  next.set(slope)
  gradient(x, slope)
  for (let i = 0; i < search.size; i += 1) next[i] = (slope[i] as number) - (next[i] as number)
  search.memory.learn(direction, next)
  search.value = value
  return fall > 2 * Number.EPSILON * Math.abs(value)
}

/** A coordinate is held back at a bound that its slope pushes against, or within `near` of one. */
function markFree(search: Search, near: number): void {
  for (let i = 0; i < search.size; i += 1) {
    const value = search.x[i] as number
    const slope = search.slope[i] as number
    const isHeld =
      (slope > 0 && value - (search.lower[i] as number) <= near) ||
      (slope < 0 && (search.upper[i] as number) - value <= near)
    search.isFree[i] = isHeld ? 0 : 1
  }
}

function findDirection(search: Search): void {
  const { size, x, slope, direction, isFree } = search
  search.memory.direction(slope, isFree, direction)
  for (let i = 0; i < size; i += 1) {
    if (isFree[i] === 0) direction[i] = heldBound(search, i) - (x[i] as number)
  }
}

function heldBound({ slope, lower, upper }: Search, i: number): number {
  return ((slope[i] as number) > 0 ? lower[i] : upper[i]) as number
}

/** Halves the step, or better, until the value falls enough; leaves the point in `next`. */
function searchLine(search: Search): number | undefined {
  const { size, x, slope, direction, next, lower, upper } = search
  let length = 1
  for (let attempt = 0; attempt < 60; attempt += 1) {
    let promise = 0
    for (let i = 0; i < size; i += 1) {
      const moved = (x[i] as number) + length * (direction[i] as number)
      const inside = Math.min(Math.max(moved, lower[i] as number), upper[i] as number)
      next[i] = inside
      promise += (slope[i] as number) * (inside - (x[i] as number))
    }
    if (promise >= 0 && length < 1e-12) return undefined
    const value = search.f(next)
    if (promise < 0 && value <= search.value + 1e-4 * promise) return value
    // The bottom of the parabola through both values and the slope, within a tenth and a half.
    const bottom = -promise / (2 * (value - search.value - promise))
    length *= Number.isFinite(bottom) ? Math.min(0.5, Math.max(0.1, bottom)) : 0.1
  }
  return undefined
}
