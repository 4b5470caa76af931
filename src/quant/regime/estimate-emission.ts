import { cholesky } from '../matrix/index.ts'
import type { Emission } from './emission.ts'
import { studentDistances } from './log-density.ts'
import { estimateDegrees, studentWeights } from './student-degrees.ts'

/** States with less than this weight in all keep what they had. */
const weightMin = 1e-10

/** What an emission is estimated from. */
export type EmissionSample = {
  readonly states: number
  /** Rows x dimensions. */
  readonly observations: Float64Array
  /** Chance of each state at each row: rows x states. */
  readonly posterior: Float64Array
  /** No variance goes below this, by dimension. */
  readonly varianceMin: Float64Array
  /** Degrees of a Student t are held when given, estimated when not. */
  readonly degrees: number | undefined
}

/**
 * The emission most likely to have made the observations when each state made its share of them:
 * the M-step of Baum and Welch. A state without a share keeps its law.
 */
export function estimateEmission(emission: Emission, sample: EmissionSample): Emission {
  const { states, observations } = sample
  switch (emission.kind) {
    case 'diagonal-gaussian': {
      const means = weightedMeans(emission.means, sample, sample.posterior)
      const variances = weightedVariances(emission.variances, means, sample)
      return { ...emission, means, variances }
    }
    case 'full-gaussian': {
      const means = weightedMeans(emission.means, sample, sample.posterior)
      const spread = { before: emission.covariances, means, weights: sample.posterior }
      return { ...emission, means, covariances: weightedScatters(spread, sample) }
    }
    case 'student-t': {
      const distances = studentDistances(emission, observations, states)
      const weights = studentWeights(emission, distances, sample.posterior)
      const locations = weightedMeans(emission.locations, sample, weights)
      const spread = { before: emission.scatters, means: locations, weights }
      const scatters = weightedScatters(spread, sample)
      const degrees = emission.degrees.map((before, state) =>
        sample.degrees === undefined
          ? estimateDegrees(emission, distances, sample.posterior, state)
          : before,
      )
      return { ...emission, locations, scatters, degrees }
    }
    case 'poisson':
      return { ...emission, rates: weightedMeans(emission.rates, sample, sample.posterior) }
    case 'discrete':
      return { ...emission, probabilities: symbolShares(emission, sample) }
  }
}

/** Sums of the columns of a rows x states array. */
export function stateWeights(weights: Float64Array, states: number): Float64Array {
  const sums = new Float64Array(states)
  for (let at = 0; at < weights.length; )
    for (let k = 0; k < states; k += 1, at += 1)
      sums[k] = (sums[k] as number) + (weights[at] as number)
  return sums
}

function weightedMeans(
  before: Float64Array,
  { states, observations }: EmissionSample,
  weights: Float64Array,
): Float64Array {
  const dimensions = before.length / states
  const means = before.slice()
  for (let k = 0; k < states; k += 1)
    for (let d = 0; d < dimensions; d += 1) {
      let total = 0
      let sum = 0
      for (let at = k, x = d; at < weights.length; at += states, x += dimensions) {
        const weight = weights[at] as number
        total += weight
        sum += weight * (observations[x] as number)
      }
      if (total > weightMin) means[k * dimensions + d] = sum / total
    }
  return means
}

function weightedVariances(
  before: Float64Array,
  means: Float64Array,
  { states, observations, posterior, varianceMin }: EmissionSample,
): Float64Array {
  const dimensions = varianceMin.length
  const variances = before.slice()
  for (let k = 0; k < states; k += 1)
    for (let d = 0; d < dimensions; d += 1) {
      const mean = means[k * dimensions + d] as number
      let total = 0
      let sum = 0
      for (let at = k, x = d; at < posterior.length; at += states, x += dimensions) {
        const weight = posterior[at] as number
        const gap = (observations[x] as number) - mean
        total += weight
        sum += weight * gap * gap
      }
      const variance = total > weightMin ? sum / total : (before[k * dimensions + d] as number)
      variances[k * dimensions + d] = Math.max(variance, varianceMin[d] as number)
    }
  return variances
}

type Spread = {
  readonly before: Float64Array
  readonly means: Float64Array
  readonly weights: Float64Array
}

/** Weighted sums of squares around `means`, over the posterior's weight: states x d x d. */
function weightedScatters(
  { before, means, weights }: Spread,
  sample: EmissionSample,
): Float64Array {
  const { states, posterior, varianceMin } = sample
  const dimensions = varianceMin.length
  const square = dimensions * dimensions
  const totals = stateWeights(posterior, states)
  const scatters = new Float64Array(before.length)
  for (let k = 0; k < states; k += 1) {
    const total = totals[k] as number
    const own = scatters.subarray(k * square, (k + 1) * square)
    if (total > weightMin) {
      addSquares(own, { ...sample, weights, means, state: k })
      for (let i = 0; i < square; i += 1) own[i] = (own[i] as number) / total
      raiseToFloor(own, varianceMin)
    } else own.set(before.subarray(k * square, (k + 1) * square))
  }
  return scatters
}

type SquaresInput = EmissionSample & {
  readonly weights: Float64Array
  readonly means: Float64Array
  readonly state: number
}

function addSquares(sums: Float64Array, input: SquaresInput): void {
  const { states, observations, weights, means, state } = input
  const dimensions = means.length / states
  const rows = observations.length / dimensions
  const gaps = new Float64Array(dimensions)
  for (let t = 0; t < rows; t += 1) {
    const weight = weights[t * states + state] as number
    for (let i = 0; i < dimensions; i += 1) {
      const x = observations[t * dimensions + i] as number
      gaps[i] = x - (means[state * dimensions + i] as number)
      for (let j = 0, at = i * dimensions; j <= i; j += 1, at += 1)
        sums[at] = (sums[at] as number) + weight * (gaps[i] as number) * (gaps[j] as number)
    }
  }
  for (let i = 0; i < dimensions; i += 1)
    for (let j = 0; j < i; j += 1) sums[j * dimensions + i] = sums[i * dimensions + j] as number
}

/** Adds the floor to a covariance that would not be positive definite without it. */
function raiseToFloor(covariance: Float64Array, floor: Float64Array): void {
  const size = floor.length
  const above = covariance.slice()
  for (let i = 0; i < size; i += 1)
    above[i * size + i] = (above[i * size + i] as number) - (floor[i] as number)
  if (cholesky({ rows: size, columns: size, values: above }) !== undefined) return
  for (let i = 0; i < size; i += 1)
    covariance[i * size + i] = (covariance[i * size + i] as number) + (floor[i] as number)
}

function symbolShares(
  { symbols, probabilities }: { readonly symbols: number; readonly probabilities: Float64Array },
  { states, observations, posterior }: EmissionSample,
): Float64Array {
  const totals = stateWeights(posterior, states)
  const sums = new Float64Array(states * symbols)
  for (let t = 0; t < observations.length; t += 1)
    for (let k = 0; k < states; k += 1) {
      const at = k * symbols + (observations[t] as number)
      sums[at] = (sums[at] as number) + (posterior[t * states + k] as number)
    }
  return sums.map((sum, at) => {
    const total = totals[Math.floor(at / symbols)] as number
    return total > weightMin ? sum / total : (probabilities[at] as number)
  })
}
