import { stateWeights } from './estimate-emission.ts'
import { type HiddenMarkov, requireHiddenMarkov, requireObservations } from './hidden-markov.ts'
import { logDensityOf } from './log-density.ts'
import { StateSmoother } from './state-smoother.ts'
import { ViterbiDecoder } from './viterbi-decoder.ts'

/** What a model says of the states behind a series. */
export type StateExpectation = {
  readonly logLikelihood: number
  /** Chance of each state at each observation, given all of them: rows x states. */
  readonly posterior: Float64Array
  /** Chance of each state at each observation, given those up to it: rows x states. */
  readonly filtered: Float64Array
  /** Expected number of moves from each state to each: states x states. */
  readonly moves: Float64Array
  /** Expected number of observations in each state. */
  readonly visits: Float64Array
}

/** The most likely path through the states. */
export type StatePath = {
  /** State of each observation. */
  readonly path: Uint8Array
  /** Log of the joint likelihood of path and observations. */
  readonly logLikelihood: number
}

/**
 * Filtered and smoothed chances of the states, and the log-likelihood: the E-step of Baum-Welch.
 *
 * @param observations - Rows x dimensions of the model's emission.
 * @returns `undefined` when the model cannot have made the observations.
 * @throws ArgumentError when the model is not one, or an observation is not finite or, for counts
 *   and symbols, not whole.
 * @see Golden numbers: hmmlearn 0.3.3 `_do_estep` (`test/golden/quant/regime.json`).
 */
export function expectStates(
  model: HiddenMarkov,
  observations: Float64Array,
): StateExpectation | undefined {
  return expectFrom(model, logDensities(model, observations))
}

/**
 * The log density of each observation in each state: rows x states.
 *
 * @throws ArgumentError as `expectStates` does.
 */
export function logDensities(model: HiddenMarkov, observations: Float64Array): Float64Array {
  requireHiddenMarkov(model)
  const rows = requireObservations(model.emission, observations)
  const logDensity = new Float64Array(rows * model.states)
  logDensityOf(model.emission, model.states)(observations, rows, logDensity)
  return logDensity
}

/** `expectStates` where the log densities are known. */
export function expectFrom(
  { states, start, transition }: HiddenMarkov,
  logDensity: Float64Array,
): StateExpectation | undefined {
  const rows = logDensity.length / states
  const smoother = new StateSmoother(states, rows)
  const logLikelihood = smoother.run(start, transition, logDensity, rows)
  if (logLikelihood === Number.NEGATIVE_INFINITY) return undefined
  const { posterior, filtered, moves } = smoother
  return { logLikelihood, posterior, filtered, moves, visits: stateWeights(posterior, states) }
}

/**
 * The path through the states that is most likely as a whole, by Viterbi's algorithm in logs.
 * Of equally likely paths, the one whose later states are lower.
 *
 * @returns `undefined` when the model cannot have made the observations.
 * @throws ArgumentError as `expectStates` does.
 * @see Golden numbers: hmmlearn 0.3.3 `decode` (`test/golden/quant/regime.json`).
 */
export function viterbiPath(
  model: HiddenMarkov,
  observations: Float64Array,
): StatePath | undefined {
  const logDensity = logDensities(model, observations)
  const rows = logDensity.length / model.states
  const path = new Uint8Array(rows)
  const decoder = new ViterbiDecoder(model.start, model.transition, rows)
  const logLikelihood = decoder.decode(logDensity, rows, path)
  return logLikelihood === Number.NEGATIVE_INFINITY ? undefined : { path, logLikelihood }
}
