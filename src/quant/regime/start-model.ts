import type { Random } from '../../base/index.ts'
import { columnVariances, emissionSample, type BaumWelchOptions } from './baum-welch.ts'
import type { Emission } from './emission.ts'
import { estimateEmission } from './estimate-emission.ts'
import type { HiddenMarkov } from './hidden-markov.ts'
import { clusterRows } from './cluster-rows.ts'

/** Observations on either side that tell how wild it is around one. */
const reach = 5

/** How sure a start is of its clusters. */
const clusterShare = 0.9

/** Chance of staying, at the start. */
const stayShare = 0.9

/** Degrees of freedom of a Student t, at the start. */
const startDegrees = 8

/** What a start is drawn from. */
export type StartInput = BaumWelchOptions & {
  readonly states: number
  readonly kind: Emission['kind']
  readonly dimensions: number
  /** For `discrete`: how many there are. */
  readonly symbols: number
  readonly observations: Float64Array
  readonly random: Random
  /** Which start this is; odd ones look at how wild it is, even ones at the observations. */
  readonly turn: number
}

/**
 * A model to start Baum and Welch from: centres spread as k-means++ spreads them, a few rounds of
 * k-means, and the law of each cluster.
 */
export function startModel(input: StartInput): HiddenMarkov {
  const { states } = input
  const posterior = input.kind === 'discrete' ? symbolPosterior(input) : clusterPosterior(input)
  const transition = new Float64Array(states * states).fill((1 - stayShare) / (states - 1 || 1))
  for (let i = 0; i < states; i += 1) transition[i * states + i] = states === 1 ? 1 : stayShare
  return {
    states,
    start: new Float64Array(states).fill(1 / states),
    transition,
    emission: emissionOfClusters(input, posterior),
  }
}

function clusterPosterior(input: StartInput): Float64Array {
  const { states, dimensions, observations, random, turn } = input
  const rows = observations.length / dimensions
  const features = turn % 2 === 0 ? observations : surroundings(observations, dimensions)
  const width = features.length / rows
  const labels = clusterRows(features, { width, clusters: states, random })
  const posterior = new Float64Array(rows * states).fill((1 - clusterShare) / (states - 1 || 1))
  for (let t = 0; t < rows; t += 1)
    posterior[t * states + (labels[t] as number)] = states === 1 ? 1 : clusterShare
  return posterior
}

/** Mean and log deviation of each column around each row. */
function surroundings(observations: Float64Array, dimensions: number): Float64Array {
  const rows = observations.length / dimensions
  const features = new Float64Array(rows * dimensions * 2)
  const floors = columnVariances(observations, dimensions)
  for (let t = 0; t < rows; t += 1) {
    const from = Math.max(0, t - reach)
    const count = Math.min(rows, t + reach + 1) - from
    const near = observations.subarray(from * dimensions, (from + count) * dimensions)
    const variances = columnVariances(near, dimensions)
    for (let d = 0; d < dimensions; d += 1) {
      let sum = 0
      for (let at = d; at < near.length; at += dimensions) sum += near[at] as number
      const floor = 1e-6 * (floors[d] as number) || 1
      const at = (t * dimensions + d) * 2
      features[at] = sum / count
      features[at + 1] = 0.5 * Math.log((variances[d] as number) + floor)
    }
  }
  return features
}

/** Symbols have no distance: each leans towards states by chance. */
function symbolPosterior({ states, symbols, observations, random }: StartInput): Float64Array {
  const leaning = Float64Array.from({ length: symbols * states }, () => 0.05 + random.next())
  const posterior = new Float64Array(observations.length * states)
  observations.forEach((symbol, t) => {
    const own = leaning.subarray(symbol * states, (symbol + 1) * states)
    const total = own.reduce((sum, value) => sum + value, 0)
    own.forEach((value, k) => {
      posterior[t * states + k] = value / total
    })
  })
  return posterior
}

function emissionOfClusters(input: StartInput, posterior: Float64Array): Emission {
  const { kind, states, dimensions, observations } = input
  const sample = emissionSample(observations, posterior, input)
  const emission = estimateEmission(blankEmission(input), sample)
  if (kind !== 'student-t' || emission.kind !== 'full-gaussian') return emission
  const degrees = new Float64Array(states).fill(input.degrees ?? startDegrees)
  const share = ((degrees[0] as number) - 2) / (degrees[0] as number)
  const scatters = emission.covariances.map((covariance) => covariance * share)
  return { kind, dimensions, locations: emission.means, scatters, degrees }
}

/** An emission of the right shape; a Student t is first taken for a normal. */
function blankEmission({ kind, states, dimensions, symbols }: StartInput): Emission {
  const means = new Float64Array(states * dimensions)
  const covariances = new Float64Array(states * dimensions * dimensions)
  switch (kind) {
    case 'diagonal-gaussian':
      return { kind, dimensions, means, variances: means.map(() => 1) }
    case 'full-gaussian':
    case 'student-t':
      return { kind: 'full-gaussian', dimensions, means, covariances }
    case 'poisson':
      return { kind, dimensions: 1, rates: means }
    case 'discrete':
      return { kind, dimensions: 1, symbols, probabilities: new Float64Array(states * symbols) }
  }
}
