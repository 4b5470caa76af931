import { ArgumentError, requireRecord, requireWhole } from '../argument.ts'
import { expectFrom, logDensities } from './expect-states.ts'
import type { HiddenMarkov } from './hidden-markov.ts'
import { predictStates } from './predict-states.ts'
import { stationaryLaw } from './stationary-law.ts'

/** How good forecasts of one horizon were. */
export type ForecastScore = {
  readonly horizon: number
  /** Forecasts scored. */
  readonly count: number
  /** Mean log chance given to the state that came, at most 0. Higher is better. */
  readonly stateLogScore: number
  /** Mean squared miss over all states, 0 to 2. Lower is better. */
  readonly brier: number
  /** The same two for the long-run shares of the states, which know nothing of today. */
  readonly baseStateLogScore: number
  readonly baseBrier: number
  /** Mean log density given to the observation that came. Higher is better. */
  readonly logScore: number
  readonly baseLogScore: number
}

/** What is scored. */
export type ForecastOptions = {
  /** Row of the first day that is forecast from; rows before it only warm the filter up. */
  readonly from: number
  /** Days ahead, from 1 on. Default 3. */
  readonly horizonMax?: number
}

/** Chances below this are scored as this: one impossible day must not decide alone. */
const chanceMin = 1e-12

/**
 * Forecasts of the states 1 to 3 days ahead, scored on days the model has not been fitted to: the
 * filter runs to day t, the chain takes it h days on, and day t + h answers.
 *
 * The state that came is the one the filter holds most likely on day t + h, seeing nothing after
 * it. States are never seen, so `logScore`, of the observation itself, is the score that takes
 * nothing on trust.
 *
 * @param observations - Rows x dimensions, oldest first, `from` of them before the first forecast.
 * @returns One score for each horizon; `undefined` when the model cannot have made the observations
 *   or has no single long-run law to be compared with.
 * @throws ArgumentError when `from` leaves no day to answer.
 * @see Gneiting and Raftery, "Strictly proper scoring rules", 2007; Brier 1950.
 */
export function scoreForecasts(
  model: HiddenMarkov,
  observations: Float64Array,
  options: ForecastOptions,
): readonly ForecastScore[] | undefined {
  requireRecord('options', options)
  const { from, horizonMax = 3 } = options
  const logDensity = logDensities(model, observations)
  const rows = logDensity.length / model.states
  requireWhole('horizonMax', horizonMax, 1)
  requireWhole('from', from, 0)
  if (from + horizonMax >= rows)
    throw new ArgumentError(`from must be below ${rows - horizonMax}, was ${from}`)
  const expectation = expectFrom(model, logDensity)
  const base = stationaryLaw(model.transition)
  if (expectation === undefined || base === undefined) return undefined
  const input = { ...model, filtered: expectation.filtered, logDensity, rows, base, from }
  return Array.from({ length: horizonMax }, (_, i) => scoreHorizon(input, i + 1))
}

type ScoreInput = HiddenMarkov & {
  readonly filtered: Float64Array
  readonly logDensity: Float64Array
  readonly rows: number
  readonly base: Float64Array
  readonly from: number
}

function scoreHorizon(input: ScoreInput, horizon: number): ForecastScore {
  const { states, transition, filtered, rows, base, from } = input
  const own = scoreChances(input, horizon, (t) =>
    predictStates(filtered.subarray(t * states, (t + 1) * states), transition, horizon),
  )
  const naive = scoreChances(input, horizon, () => base)
  return {
    horizon,
    count: rows - horizon - from,
    ...own,
    baseStateLogScore: naive.stateLogScore,
    baseBrier: naive.brier,
    baseLogScore: naive.logScore,
  }
}

/** Mean scores of the chances that `chancesAt` gives on each day for `horizon` days later. */
function scoreChances(
  { states, filtered, logDensity, rows, from }: ScoreInput,
  horizon: number,
  chancesAt: (t: number) => Float64Array,
): Pick<ForecastScore, 'stateLogScore' | 'brier' | 'logScore'> {
  const count = rows - horizon - from
  let [stateLogScore, brier, logScore] = [0, 0, 0]
  for (let t = from; t + horizon < rows; t += 1) {
    const chances = chancesAt(t)
    const at = (t + horizon) * states
    const came = largestAt(filtered.subarray(at, at + states))
    stateLogScore += Math.log(Math.max(chances[came] as number, chanceMin)) / count
    brier += squaredMiss(chances, came) / count
    logScore += mixedLog(chances, logDensity.subarray(at, at + states)) / count
  }
  return { stateLogScore, brier, logScore }
}

function largestAt(values: Float64Array): number {
  let best = 0
  for (let i = 1; i < values.length; i += 1)
    if ((values[i] as number) > (values[best] as number)) best = i
  return best
}

function squaredMiss(chances: Float64Array, came: number): number {
  let sum = 0
  for (let k = 0; k < chances.length; k += 1) {
    const gap = (chances[k] as number) - (k === came ? 1 : 0)
    sum += gap * gap
  }
  return sum
}

/** Log of the mean density, states weighted by their chances. */
function mixedLog(chances: Float64Array, logDensities: Float64Array): number {
  const largest = logDensities.reduce((a, b) => Math.max(a, b))
  let sum = 0
  for (let k = 0; k < chances.length; k += 1)
    sum += (chances[k] as number) * Math.exp((logDensities[k] as number) - largest)
  return largest + Math.log(Math.max(sum, Number.MIN_VALUE))
}
