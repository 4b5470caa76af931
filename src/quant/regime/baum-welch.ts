import { requireOneOf } from '../argument.ts'
import { type EmissionSample, estimateEmission } from './estimate-emission.ts'
import { type HiddenMarkov, requireHiddenMarkov, requireObservations } from './hidden-markov.ts'
import { logDensityOf } from './log-density.ts'
import { StateSmoother } from './state-smoother.ts'
import { estimateStationaryChain } from './stationary-chain.ts'

/** How a step of Baum and Welch is done. */
export type BaumWelchOptions = {
  /**
   * The law of the first state: a parameter of its own, or the long-run law of the chain, which is
   * what a series without a beginning calls for. Default `free`.
   */
  readonly start?: 'free' | 'stationary'
  /** Degrees of freedom of a Student t emission, held. Estimated when not given. */
  readonly degrees?: number
  /**
   * No variance goes below this share of the variance of its dimension. Default 1e-6; a fit of many
   * steps wants 1e-12 or more.
   */
  readonly varianceShareMin?: number
}

/** Declines a law of the first state that is none. */
export function requireStart(start: 'free' | 'stationary'): void {
  requireOneOf('start', start, ['free', 'stationary'])
}

/** A model that is a step better, and how good the one before was. */
export type BaumWelchStep = {
  readonly model: HiddenMarkov
  /** Of the model the step started from. */
  readonly logLikelihood: number
}

/**
 * One step of expectation and maximisation from `model`.
 *
 * @returns `undefined` when the model cannot have made the observations.
 * @throws ArgumentError when the model is not one, or an observation is not what it emits.
 * @see Baum, Petrie, Soules and Weiss 1970. Golden numbers: hmmlearn 0.3.3
 *   (`test/golden/quant/regime.json`).
 */
export function baumWelchStep(
  model: HiddenMarkov,
  observations: Float64Array,
  options: BaumWelchOptions = {},
): BaumWelchStep | undefined {
  requireHiddenMarkov(model)
  requireStart(options.start ?? 'free')
  requireObservations(model.emission, observations)
  return new BaumWelch(model, observations, options).step(model)
}

/** The steps of one series, with their scratch. */
export class BaumWelch {
  readonly #rows: number
  readonly #options: BaumWelchOptions
  readonly #logDensity: Float64Array
  readonly #smoother: StateSmoother
  /** What emissions are estimated from: its posterior is the smoother's. */
  readonly #sample: EmissionSample

  constructor(
    { states, emission }: HiddenMarkov,
    observations: Float64Array,
    options: BaumWelchOptions,
  ) {
    const { dimensions } = emission
    this.#rows = observations.length / dimensions
    this.#options = options
    this.#logDensity = new Float64Array(this.#rows * states)
    this.#smoother = new StateSmoother(states, this.#rows)
    const { posterior } = this.#smoother
    this.#sample = emissionSample(observations, posterior, { ...options, dimensions, states })
  }

  /** @param model - Of as many states and dimensions as the one this was made for. */
  step(model: HiddenMarkov): BaumWelchStep | undefined {
    const { states, emission, start, transition } = model
    const smoother = this.#smoother
    logDensityOf(emission, states)(this.#sample.observations, this.#rows, this.#logDensity)
    const logLikelihood = smoother.run(start, transition, this.#logDensity, this.#rows)
    if (logLikelihood === Number.NEGATIVE_INFINITY) return undefined
    const first = smoother.posterior.slice(0, states)
    const free = { start: first, transition: moveShares(smoother.moves, transition, states) }
    const chain =
      this.#options.start === 'stationary'
        ? estimateStationaryChain(smoother.moves, first, model)
        : free
    return {
      model: { states, ...chain, emission: estimateEmission(emission, this.#sample) },
      logLikelihood,
    }
  }
}

/** What the emission is estimated from, with its floors. */
export function emissionSample(
  observations: Float64Array,
  posterior: Float64Array,
  options: BaumWelchOptions & { readonly dimensions: number; readonly states: number },
): EmissionSample {
  const { dimensions, states, degrees } = options
  const share = options.varianceShareMin ?? 1e-6
  const varianceMin = columnVariances(observations, dimensions).map((variance) => variance * share)
  return { states, observations, posterior, varianceMin, degrees }
}

/** The population variance of each column of rows x `dimensions`; equal values have exactly 0. */
export function columnVariances(observations: Float64Array, dimensions: number): Float64Array {
  const rows = observations.length / dimensions
  const variances = new Float64Array(dimensions)
  for (let d = 0; d < dimensions; d += 1) {
    let mean = 0
    for (let at = d; at < observations.length; at += dimensions) mean += observations[at] as number
    mean /= rows
    let sum = 0
    let isConstant = true
    for (let at = d; at < observations.length; at += dimensions) {
      const gap = (observations[at] as number) - mean
      sum += gap * gap
      if (observations[at] !== observations[d]) isConstant = false
    }
    variances[d] = isConstant ? 0 : sum / rows
  }
  return variances
}

/** Expected moves as shares of their row; a state never left keeps its row. */
function moveShares(moves: Float64Array, before: Float64Array, states: number): Float64Array {
  const shares = before.slice()
  for (let i = 0; i < states; i += 1) {
    let sum = 0
    for (let j = 0; j < states; j += 1) sum += moves[i * states + j] as number
    if (sum > 0)
      for (let j = 0; j < states; j += 1)
        shares[i * states + j] = (moves[i * states + j] as number) / sum
  }
  return shares
}
