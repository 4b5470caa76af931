import type { Random } from '../../base/index.ts'
import { requireBetween, requireRandom, requireRecord, requireWhole } from '../argument.ts'
import { columnVariances, emissionSample } from './baum-welch.ts'
import { emissionParameters, type FullGaussian } from './emission.ts'
import { type EmissionSample, estimateEmission, stateWeights } from './estimate-emission.ts'
import {
  type HiddenMarkov,
  requireHiddenMarkov,
  requireObservations,
  requireRows,
} from './hidden-markov.ts'
import { logDensityOf } from './log-density.ts'
import { startModel } from './start-model.ts'

/** Normals that observations come from, each by chance and without memory. */
export type GaussianMixture = {
  readonly components: number
  /** Chance of each component. */
  readonly weights: Float64Array
  readonly emission: FullGaussian
}

/** What to fit, and how long to try. */
export type MixtureOptions = {
  readonly components: number
  /** Values of one observation. Default 1. */
  readonly dimensions?: number
  readonly random: Random
  /** Default 10. */
  readonly restarts?: number
  /** Default 1000. */
  readonly iterationsMax?: number
  /** Stops when a step gains less than this in log-likelihood per observation. Default 1e-10. */
  readonly tolerance?: number
}

/** A fitted mixture. */
export type MixtureFit = {
  readonly mixture: GaussianMixture
  readonly logLikelihood: number
  readonly parameters: number
  readonly aic: number
  readonly bic: number
  readonly iterations: number
  readonly hasConverged: boolean
}

/** A mixture that is a step better, and how good the one before was. */
export type MixtureStep = {
  readonly mixture: GaussianMixture
  /** Of the mixture the step started from. */
  readonly logLikelihood: number
  /** Chance of each component at each observation under that mixture: rows x components. */
  readonly posterior: Float64Array
}

/**
 * The most likely mixture of normals with full covariances, by EM from several seeded starts. The
 * best start wins; of equals the first. A covariance that would collapse is held above 1e-6 of the
 * variance of each column.
 *
 * @param observations - Rows x `dimensions`, as many rows as components or more.
 * @returns `undefined` when a column does not vary.
 * @throws ArgumentError when an option is out of range or an observation is not finite.
 * @see Golden numbers: scikit-learn 1.9.1 `GaussianMixture` from the same start
 *   (`test/golden/quant/regime.json`); R mclust on Old Faithful.
 */
export function fitGaussianMixture(
  observations: Float64Array,
  options: MixtureOptions,
): MixtureFit | undefined {
  requireRecord('options', options)
  const { components, dimensions = 1, random, restarts = 10 } = options
  requireRandom(random)
  requireWhole('components', components, 1, 255)
  requireWhole('dimensions', dimensions, 1)
  requireWhole('restarts', restarts, 1)
  requireWhole('iterationsMax', options.iterationsMax ?? 1000, 1)
  requireBetween('tolerance', options.tolerance ?? 1e-10, 0, 1)
  requireRows(observations, dimensions, components)
  if (columnVariances(observations, dimensions).includes(0)) return undefined
  let best: MixtureFit | undefined
  for (let restart = 0; restart < restarts; restart += 1) {
    const shape = { states: components, kind: 'full-gaussian', dimensions, symbols: 0 } as const
    // Neighbours in time tell a mixture nothing: even turns start from the observations alone.
    const start = startModel({ ...shape, observations, random, turn: 0 })
    const fit = improve(start, observations, options)
    if (fit !== undefined && !(fit.logLikelihood <= (best?.logLikelihood ?? Number.NaN))) best = fit
  }
  return best
}

/**
 * One step of expectation and maximisation from `mixture`.
 *
 * @throws ArgumentError when the mixture is not one, or an observation is not finite.
 */
export function mixtureStep(mixture: GaussianMixture, observations: Float64Array): MixtureStep {
  requireRecord('mixture', mixture)
  requireHiddenMarkov(withoutMemory(mixture))
  requireObservations(mixture.emission, observations)
  return advance(mixture, mixtureSample(mixture, observations))
}

function mixtureSample(
  { components, emission }: GaussianMixture,
  observations: Float64Array,
): EmissionSample {
  const { dimensions } = emission
  const posterior = new Float64Array((observations.length / dimensions) * components)
  return emissionSample(observations, posterior, { states: components, dimensions })
}

/** A step from `mixture`. @param sample - Its posterior is written, and that of the answer. */
function advance(mixture: GaussianMixture, sample: EmissionSample): MixtureStep {
  const { components, weights, emission } = mixture
  const { observations, posterior } = sample
  const rows = posterior.length / components
  logDensityOf(emission, components)(observations, rows, posterior)
  const logLikelihood = weigh(posterior, weights)
  const next = estimateEmission(emission, sample)
  const shares = stateWeights(posterior, components).map((weight) => weight / rows)
  const isFull = next.kind === 'full-gaussian'
  return {
    mixture: { components, weights: shares, emission: isFull ? next : emission },
    logLikelihood,
    posterior,
  }
}

/** A mixture is a hidden Markov model that goes anywhere from anywhere. */
function withoutMemory({ components, weights, emission }: GaussianMixture): HiddenMarkov {
  const transition = new Float64Array(components * components)
  for (let i = 0; i < components; i += 1) transition.set(weights, i * components)
  return { states: components, start: weights, transition, emission }
}

/** Turns log densities into chances, row by row. @returns The log-likelihood. */
function weigh(posterior: Float64Array, weights: Float64Array): number {
  const count = weights.length
  const logs = weights.map(Math.log)
  let logLikelihood = 0
  for (let row = 0; row < posterior.length; row += count) {
    let largest = Number.NEGATIVE_INFINITY
    for (let k = 0; k < count; k += 1) {
      posterior[row + k] = (posterior[row + k] as number) + (logs[k] as number)
      largest = Math.max(largest, posterior[row + k] as number)
    }
    let sum = 0
    for (let k = 0; k < count; k += 1) {
      posterior[row + k] = Math.exp((posterior[row + k] as number) - largest)
      sum += posterior[row + k] as number
    }
    for (let k = 0; k < count; k += 1) posterior[row + k] = (posterior[row + k] as number) / sum
    logLikelihood += largest + Math.log(sum)
  }
  return logLikelihood
}

function improve(
  start: HiddenMarkov,
  observations: Float64Array,
  { iterationsMax = 1000, tolerance = 1e-10 }: MixtureOptions,
): MixtureFit | undefined {
  const { states: components, emission } = start
  if (emission.kind !== 'full-gaussian') return undefined
  const rows = observations.length / emission.dimensions
  let mixture: GaussianMixture = { components, weights: start.start, emission }
  const sample = mixtureSample(mixture, observations)
  let before = Number.NEGATIVE_INFINITY
  for (let iterations = 0; ; iterations += 1) {
    const step = advance(mixture, sample)
    const { logLikelihood } = step
    const hasConverged = logLikelihood - before <= tolerance * rows
    if (hasConverged || iterations === iterationsMax) {
      const parameters = components - 1 + emissionParameters(emission, components)
      const aic = 2 * parameters - 2 * logLikelihood
      const bic = Math.log(rows) * parameters - 2 * logLikelihood
      return { mixture, logLikelihood, parameters, aic, bic, iterations, hasConverged }
    }
    before = logLikelihood
    mixture = step.mixture
  }
}
