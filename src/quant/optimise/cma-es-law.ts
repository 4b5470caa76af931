import type { Random } from '../../base/index.ts'
import { requireWhole } from '../argument.ts'
import { identity, type Matrix, symmetricEigen } from '../matrix/index.ts'
import { sharesOf } from '../shares-of.ts'
import { sumOfProducts } from '../sum-of.ts'

/** What follows from the number of dimensions and points (Hansen's table 1, without negatives). */
export type Constants = {
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
export type Law = {
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

/** Of `size` dimensions and so many points a generation. */
export function constantsOf(
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

/** A round law of width `sigma` about `start`. */
export function lawAround(start: Float64Array, sigma: number): Law {
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

/** A point of the law. */
export function draw(law: Law, random: Random): Float64Array {
  const size = law.mean.length
  const point = new Float64Array(size)
  const normal = new Float64Array(size)
  for (let k = 0; k < size; k += 1) normal[k] = (law.lengths[k] as number) * random.normal()
  for (let i = 0; i < size; i += 1) {
    let move = 0
    for (let k = 0; k < size; k += 1)
      move += (law.axes.values[i * size + k] as number) * (normal[k] as number)
    point[i] = (law.mean[i] as number) + law.sigma * move
  }
  return point
}

/** Moves the law towards the better half. @param points - Best first. */
export function learn(constants: Constants, law: Law, points: readonly Float64Array[]): void {
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
export function isSettled(
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
export function refreshAxes(constants: Constants, law: Law): boolean {
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
