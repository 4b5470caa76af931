import type { Random } from '../../base/index.ts'
import {
  ArgumentError,
  requireFunction,
  requirePositive,
  requireRandom,
  requireRecord,
  requireSeries,
  requireWhole,
} from '../argument.ts'
import { identity, type Matrix, symmetricEigen } from '../matrix/index.ts'
import { sharesOf } from '../shares-of.ts'
import { sumOfProducts } from '../sum-of.ts'
import type { Minimum } from './minimum.ts'

/** Where chance comes from, how wide to look and for how long. */
export type CmaEsOptions = {
  readonly random: Random
  /** Deviation of the first generation along every axis: about a third of where to look. */
  readonly sigma: number
  /** Points of a generation, 4 or more; 4 + ⌊3 ln n⌋ by default. Rough land asks for more. */
  readonly populationSize?: number
  /** Calls of `f`; 1e4 × n by default. */
  readonly evaluationsMax?: number
  /** Absolute, on the spread of values and of points in a generation. 1e-11 by default. */
  readonly tolerance?: number
}

/** What follows from the number of dimensions and points (Hansen's table 1, without negatives). */
type Constants = {
  readonly size: number
  readonly population: number
  /** Of the better half, descending, 1 in sum. */
  readonly weights: Float64Array
  readonly effective: number
  readonly pathRate: number
  readonly sigmaPathRate: number
  readonly sigmaDamping: number
  readonly oneRate: number
  readonly manyRate: number
  /** Expected length of a standard normal vector. */
  readonly normalLength: number
}

/** The law the next generation is drawn from: mean, sigma², and B D² B'. */
type Law = {
  readonly mean: Float64Array
  readonly covariance: Matrix
  readonly path: Float64Array
  readonly sigmaPath: Float64Array
  axes: Matrix
  lengths: Float64Array
  sigma: number
  generation: number
  /** (1 - rate)^(2 × generation), by which the young path of sigma is still too short. */
  youth: number
}

/**
 * A minimum without gradients in rough or twisted land, by covariance matrix adaptation: each
 * generation is drawn from a normal law that learns where the better half of the last one lay.
 * Without bounds: a value that is not finite counts as the worst, so `f` can refuse a point.
 *
 * @returns The best point seen; `iterations` are generations; not converged when calls ran out, or
 *   the law became longer than 1e7 times its width.
 * @throws ArgumentError when an option is out of its range, or `f` is finite nowhere at first.
 * @see Hansen, "The CMA evolution strategy: a tutorial", 2016, with positive weights alone. Golden
 *   numbers: how many calls cma 4.5.0 (`CMA_active: False`) needs for the same targets.
 */
export function cmaEs(
  f: (x: Float64Array) => number,
  start: Float64Array,
  options: CmaEsOptions,
): Minimum {
  requireSeries('start', start, 1)
  requireFunction('f', f)
  requireRecord('options', options)
  requireRandom(options.random)
  const { random, sigma, tolerance = 1e-11 } = options
  requirePositive('sigma', sigma)
  requirePositive('tolerance', tolerance)
  const constants = constantsOf(start.length, options.populationSize)
  const evaluationsMax = options.evaluationsMax ?? 10_000 * start.length
  requireWhole('evaluationsMax', evaluationsMax, constants.population)
  const law = lawAround(start, sigma)
  const points = Array.from({ length: constants.population }, () => new Float64Array(start.length))
  let best: { readonly x: Float64Array; readonly value: number } | undefined
  let hasConverged = false
  const generations = Math.floor(evaluationsMax / constants.population)
  while (law.generation < generations && !hasConverged) {
    const values = evaluate(f, law, points, random)
    const order = [...values.keys()].sort(
      (i, j) => (values[i] as number) - (values[j] as number) || i - j,
    )
    const [first = 0] = order
    const value = values[first] as number
    if (best === undefined || value < best.value)
      best = { x: Float64Array.from(points[first] ?? start), value }
    if (best.value === Number.POSITIVE_INFINITY)
      throw new ArgumentError('f must be finite somewhere near the start')
    const ranked = order.map((i) => points[i] ?? start)
    const rankedValues = order.map((i) => values[i] as number)
    learn(constants, law, ranked)
    hasConverged = isSettled(constants, law, rankedValues, tolerance)
    if (!refreshAxes(constants, law)) break
  }
  const { x, value } = best ?? { x: start, value: f(start) }
  return { x, value, iterations: law.generation, hasConverged }
}

function constantsOf(
  size: number,
  population: number = 4 + Math.floor(3 * Math.log(size)),
): Constants {
  requireWhole('populationSize', population, 4)
  const half = Math.floor(population / 2)
  const raw = Float64Array.from(
    { length: half },
    (_, i) => Math.log((population + 1) / 2) - Math.log(i + 1),
  )
  const weights = sharesOf(raw)
  const effective = 1 / sumOfProducts(weights, weights)
  const sigmaPathRate = (effective + 2) / (size + effective + 5)
  const oneRate = 2 / ((size + 1.3) * (size + 1.3) + effective)
  const manyRate = Math.min(
    1 - oneRate,
    (2 * (effective - 2 + 1 / effective)) / ((size + 2) * (size + 2) + effective),
  )
  return {
    size,
    population,
    weights,
    effective,
    sigmaPathRate,
    oneRate,
    manyRate,
    pathRate: (4 + effective / size) / (size + 4 + (2 * effective) / size),
    sigmaDamping: 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (size + 1)) - 1) + sigmaPathRate,
    normalLength: Math.sqrt(size) * (1 - 1 / (4 * size) + 1 / (21 * size * size)),
  }
}

function lawAround(start: Float64Array, sigma: number): Law {
  const size = start.length
  return {
    mean: Float64Array.from(start),
    covariance: identity(size),
    path: new Float64Array(size),
    sigmaPath: new Float64Array(size),
    axes: identity(size),
    lengths: new Float64Array(size).fill(1),
    sigma,
    generation: 0,
    youth: 1,
  }
}

function evaluate(
  f: (x: Float64Array) => number,
  law: Law,
  points: readonly Float64Array[],
  random: Random,
): Float64Array {
  const size = law.mean.length
  const normal = new Float64Array(size)
  return Float64Array.from(points, (point) => {
    for (let k = 0; k < size; k += 1) normal[k] = (law.lengths[k] as number) * random.normal()
    for (let i = 0; i < size; i += 1) {
      let move = 0
      for (let k = 0; k < size; k += 1)
        move += (law.axes.values[i * size + k] as number) * (normal[k] as number)
      point[i] = (law.mean[i] as number) + law.sigma * move
    }
    const value = f(point)
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY
  })
}

/** Moves the law towards the better half. @param points - Best first. */
function learn(constants: Constants, law: Law, points: readonly Float64Array[]): void {
  const { size, weights } = constants
  const steps = points
    .slice(0, weights.length)
    .map((point) => point.map((value, i) => (value - (law.mean[i] as number)) / law.sigma))
  const step = new Float64Array(size)
  steps.forEach((own, k) => {
    for (let i = 0; i < size; i += 1)
      step[i] = (step[i] as number) + (weights[k] as number) * (own[i] as number)
  })
  for (let i = 0; i < size; i += 1)
    law.mean[i] = (law.mean[i] as number) + law.sigma * (step[i] as number)
  law.generation += 1
  law.youth *= (1 - constants.sigmaPathRate) * (1 - constants.sigmaPathRate)
  const length = learnPaths(constants, law, step)
  learnCovariance(constants, law, steps, isPathLong(constants, law, length))
  const { sigmaPathRate, sigmaDamping, normalLength } = constants
  law.sigma *= Math.exp(Math.min(1, (sigmaPathRate / sigmaDamping) * (length / normalLength - 1)))
}

/** Both evolution paths; returns the length of that of sigma. */
function learnPaths(constants: Constants, law: Law, step: Float64Array): number {
  const { size, effective, sigmaPathRate, pathRate } = constants
  const gain = Math.sqrt(sigmaPathRate * (2 - sigmaPathRate) * effective)
  const whitened = whiten(law, step)
  let square = 0
  for (let i = 0; i < size; i += 1) {
    const value =
      (1 - sigmaPathRate) * (law.sigmaPath[i] as number) + gain * (whitened[i] as number)
    law.sigmaPath[i] = value
    square += value * value
  }
  const length = Math.sqrt(square)
  const pathGain = isPathLong(constants, law, length)
    ? 0
    : Math.sqrt(pathRate * (2 - pathRate) * effective)
  for (let i = 0; i < size; i += 1)
    law.path[i] = (1 - pathRate) * (law.path[i] as number) + pathGain * (step[i] as number)
  return length
}

/** Whether steps agree so much that sigma, not the covariance, is what should grow. */
function isPathLong(constants: Constants, law: Law, length: number): boolean {
  const { size, normalLength } = constants
  return length / Math.sqrt(1 - law.youth) >= (1.4 + 2 / (size + 1)) * normalLength
}

/** B D⁻¹ B' × `step`. */
function whiten(law: Law, step: Float64Array): Float64Array {
  const size = step.length
  const { values } = law.axes
  const whitened = new Float64Array(size)
  for (let k = 0; k < size; k += 1) {
    let along = 0
    for (let i = 0; i < size; i += 1)
      along += (values[i * size + k] as number) * (step[i] as number)
    along /= law.lengths[k] as number
    for (let i = 0; i < size; i += 1)
      whitened[i] = (whitened[i] as number) + (values[i * size + k] as number) * along
  }
  return whitened
}

function learnCovariance(
  constants: Constants,
  law: Law,
  steps: readonly Float64Array[],
  isHeld: boolean,
): void {
  const { size, weights, oneRate, manyRate, pathRate } = constants
  const { values } = law.covariance
  // While its path is held still the variance it would have added is made up for.
  const lost = isHeld ? oneRate * pathRate * (2 - pathRate) : 0
  const kept = 1 - oneRate - manyRate + lost
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let many = 0
      for (let k = 0; k < weights.length; k += 1) {
        const own = steps[k] as Float64Array
        many += (weights[k] as number) * (own[i] as number) * (own[j] as number)
      }
      const one = (law.path[i] as number) * (law.path[j] as number)
      const value = kept * (values[i * size + j] as number) + oneRate * one + manyRate * many
      values[i * size + j] = value
      values[j * size + i] = value
    }
}

/** Whether values and points of a generation no longer differ. @param values - Best first. */
function isSettled(
  constants: Constants,
  law: Law,
  values: readonly number[],
  tolerance: number,
): boolean {
  const [best = Number.NaN] = values
  const worst = values[constants.weights.length - 1] as number
  // On a plane, or nearer the bottom than values can tell.
  if (worst === best) return Number.isFinite(best)
  for (let i = 0; i < constants.size; i += 1) {
    const variance = law.covariance.values[i * constants.size + i] as number
    if (law.sigma * Math.sqrt(variance) > tolerance) return false
  }
  return worst - best <= tolerance
}

/** Decomposes the covariance anew when it has moved enough; false when it is too long and thin. */
function refreshAxes(constants: Constants, law: Law): boolean {
  const { size, oneRate, manyRate } = constants
  const lag = Math.max(1, Math.floor(1 / ((oneRate + manyRate) * size * 10)))
  if (law.generation % lag !== 0) return true
  const { values, vectors } = symmetricEigen(law.covariance)
  const shortest = values[0] as number
  if (!(shortest > 1e-14 * (values[size - 1] as number))) return false
  law.axes = vectors
  law.lengths = values.map(Math.sqrt)
  return Number.isFinite(law.sigma)
}
