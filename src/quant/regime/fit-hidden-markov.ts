import type { Random } from '../../base/index.ts'
import {
  ArgumentError,
  requireBetween,
  requireRandom,
  requireRecord,
  requireWhole,
} from '../argument.ts'
import { BaumWelch, type BaumWelchOptions, columnVariances, requireStart } from './baum-welch.ts'
import { type Emission, emissionParameters, requireEmissionKind } from './emission.ts'
import {
  type HiddenMarkov,
  requireHiddenMarkov,
  requireObservations,
  requireRows,
  statesMax,
} from './hidden-markov.ts'
import { startModel } from './start-model.ts'

/** What to fit, and how long to try. */
export type HiddenMarkovOptions = BaumWelchOptions & {
  /** Hidden states, 1 to 255. */
  readonly states: number
  readonly kind: Emission['kind']
  /** Values of one observation. Default 1. */
  readonly dimensions?: number
  /** Of `discrete`: how many symbols there are. Default the largest seen and one. */
  readonly symbols?: number
  /** Where the starts are drawn. */
  readonly random: Random
  /** Default 10. */
  readonly restarts?: number
  /** Steps of each start. Default 500. */
  readonly iterationsMax?: number
  /** Stops when a step gains less than this in log-likelihood per observation. Default 1e-8. */
  readonly tolerance?: number
}

/** A fitted hidden Markov model. */
export type HiddenMarkovFit = {
  readonly model: HiddenMarkov
  readonly logLikelihood: number
  /** Free numbers of the model. */
  readonly parameters: number
  /** Akaike's criterion: twice the parameters less twice the log-likelihood. Lower is better. */
  readonly aic: number
  /** Schwarz's criterion: log of the observations instead of the first two. Lower is better. */
  readonly bic: number
  /** Steps of the start that won. */
  readonly iterations: number
  readonly hasConverged: boolean
}

/**
 * The most likely hidden Markov model, by Baum-Welch from several seeded starts. The best start
 * wins; of equals the first.
 *
 * The likelihood has no maximum when a state may sit on one observation: variances are held above a
 * floor (`varianceShareMin`).
 *
 * @param observations - Rows x `dimensions`, oldest first, as many rows as states or more.
 * @returns `undefined` when a column does not vary and the emission is a normal or Student t, and
 *   when no start led anywhere.
 * @throws ArgumentError when an option is out of range, or an observation is not finite or, for
 *   counts and symbols, not whole.
 * @see Golden numbers: Zucchini and MacDonald 2009, table 3.1; hmmlearn 0.3.3
 *   (`test/golden/quant/regime.json`).
 */
export function fitHiddenMarkov(
  observations: Float64Array,
  options: HiddenMarkovOptions,
): HiddenMarkovFit | undefined {
  const dimensions = requireOptions(observations, options)
  if (isFlat(options.kind, observations, dimensions)) return undefined
  const symbols = options.symbols ?? observations.reduce((a, b) => Math.max(a, b), 0) + 1
  let best: HiddenMarkovFit | undefined
  for (let turn = 0; turn < (options.restarts ?? 10); turn += 1) {
    const start = startModel({ ...options, dimensions, symbols, observations, turn })
    const fit = improve(start, observations, options)
    if (fit !== undefined && !(fit.logLikelihood <= (best?.logLikelihood ?? Number.NaN))) best = fit
  }
  return best
}

/**
 * The same from a start of your own, or from yesterday's model with today's observations.
 *
 * @returns `undefined` as `fitHiddenMarkov`.
 * @throws ArgumentError when the model is not one, or as `fitHiddenMarkov` does.
 */
export function refitHiddenMarkov(
  model: HiddenMarkov,
  observations: Float64Array,
  options: BaumWelchOptions & Pick<HiddenMarkovOptions, 'iterationsMax' | 'tolerance'> = {},
): HiddenMarkovFit | undefined {
  requireHiddenMarkov(model)
  requireObservations(model.emission, observations)
  requireStopping(options)
  const { kind, dimensions } = model.emission
  if (isFlat(kind, observations, dimensions)) return undefined
  return improve(model, observations, options)
}

/** Whether a column does not vary that should: its variance would have no floor. */
function isFlat(kind: Emission['kind'], observations: Float64Array, dimensions: number): boolean {
  if (kind === 'poisson' || kind === 'discrete') return false
  return columnVariances(observations, dimensions).includes(0)
}

type Stopping = BaumWelchOptions & Pick<HiddenMarkovOptions, 'iterationsMax' | 'tolerance'>

function improve(
  from: HiddenMarkov,
  observations: Float64Array,
  options: Stopping,
): HiddenMarkovFit | undefined {
  const rows = observations.length / from.emission.dimensions
  const { iterationsMax = 500, tolerance = 1e-8 } = options
  const steps = new BaumWelch(from, observations, options)
  let model = from
  let before = Number.NEGATIVE_INFINITY
  for (let iterations = 0; ; iterations += 1) {
    const step = steps.step(model)
    if (step === undefined) return undefined
    const hasConverged = step.logLikelihood - before <= tolerance * rows
    if (hasConverged || iterations === iterationsMax)
      return judged(model, step.logLikelihood, { ...options, rows, iterations, hasConverged })
    before = step.logLikelihood
    model = step.model
  }
}

function judged(
  model: HiddenMarkov,
  logLikelihood: number,
  run: BaumWelchOptions & Pick<HiddenMarkovFit, 'iterations' | 'hasConverged'> & { rows: number },
): HiddenMarkovFit {
  const { states, emission } = model
  const chain = states * (states - 1) + (run.start === 'stationary' ? 0 : states - 1)
  const held = emission.kind === 'student-t' && run.degrees !== undefined ? states : 0
  const parameters = chain + emissionParameters(emission, states) - held
  const { iterations, hasConverged } = run
  const aic = 2 * parameters - 2 * logLikelihood
  const bic = Math.log(run.rows) * parameters - 2 * logLikelihood
  return { model, logLikelihood, parameters, aic, bic, iterations, hasConverged }
}

function requireOptions(observations: Float64Array, options: HiddenMarkovOptions): number {
  requireRecord('options', options)
  const { states, kind, dimensions = 1, symbols, restarts = 10, degrees, random } = options
  requireEmissionKind('kind', kind)
  requireRandom(random)
  requireWhole('states', states, 1, statesMax)
  requireWhole('dimensions', dimensions, 1)
  requireWhole('restarts', restarts, 1)
  if (degrees !== undefined) requireBetween('degrees', degrees, 2.1, 1e6)
  requireStopping(options)
  const isCounted = kind === 'poisson' || kind === 'discrete'
  if (isCounted && dimensions !== 1)
    throw new ArgumentError(`dimensions must be 1 for ${kind}, was ${dimensions}`)
  requireRows(observations, dimensions, states)
  if (symbols !== undefined) requireWhole('symbols', symbols, 1)
  const max = kind === 'discrete' && symbols !== undefined ? symbols - 1 : Number.MAX_SAFE_INTEGER
  if (isCounted) for (const value of observations) requireWhole('observations', value, 0, max)
  return dimensions
}

function requireStopping({
  iterationsMax = 500,
  tolerance = 1e-8,
  varianceShareMin,
  start = 'free',
}: Stopping): void {
  requireStart(start)
  requireWhole('iterationsMax', iterationsMax, 1)
  requireBetween('tolerance', tolerance, 0, 1)
  if (varianceShareMin !== undefined) requireBetween('varianceShareMin', varianceShareMin, 1e-12, 1)
}
