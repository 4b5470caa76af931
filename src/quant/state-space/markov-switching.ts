import {
  ArgumentError,
  requireBetween,
  requireList,
  requireNumbers,
  requirePositive,
  requireRecord,
} from '../argument.ts'
import { type Matrix, matrix } from '../matrix/index.ts'
import { requireModerate } from '../moderate.ts'
import { stationaryLaw } from '../regime/index.ts'
import { predictRow, smoothRows, type Unrolled } from './regime-combinations.ts'

/**
 * An autoregression around a mean that switches: y - mean(regime) follows the last such gaps, each
 * around the mean of its own regime, plus noise.
 */
export type MarkovSwitching = {
  /** One for each regime, two or more. */
  readonly means: ArrayLike<number>
  /** Of the noise: one for each regime. */
  readonly deviations: ArrayLike<number>
  /** Weights of the last gaps, the latest first; none is allowed. */
  readonly autoregression: ArrayLike<number>
  /** Row: the regime now; column: the next. Rows sum to 1. */
  readonly transition: Matrix
}

/** How likely each regime was. */
export type RegimeProbabilities = {
  /** Given the values up to each. Rows, of the values after the first lags, by regimes. */
  readonly filtered: Matrix
  /** Given all values. */
  readonly smoothed: Matrix
  /** Given the first values, as many as there are lags, in nats. */
  readonly logLikelihood: number
}

/** Most combinations of regimes over the lags that are followed. */
const combinationsMax = 4096

/**
 * Hamilton's filter and Kim's smoother of a Markov-switching autoregression, over every combination
 * of the regimes now and at each lag. At first the regimes have their long-run shares.
 *
 * @returns `undefined` when the long-run shares are not defined (regimes that never mix), or a
 *   value is so far off that no regime can have made it.
 * @throws ArgumentError when sizes differ, rows of `transition` do not sum to 1 within 1e-9, a
 *   deviation is not above 0, more than 4096 combinations are asked for, or the series is not
 *   longer than the lags.
 * @see Hamilton, "A new approach to the economic analysis of nonstationary time series and the
 *   business cycle", 1989; Kim 1994. Golden numbers: his log-likelihood of U.S. output,
 *   -181.26339; statsmodels 0.15.0 `MarkovAutoregression`.
 */
export function markovSwitching(
  model: MarkovSwitching,
  series: Float64Array,
): RegimeProbabilities | undefined {
  requireRecord('model', model)
  requireList('autoregression', model.autoregression)
  const lags = model.autoregression.length
  const regimes = requireModel(model)
  requireModerate('series', series, lags + 2)
  const shares = stationaryLaw(model.transition.values)
  if (shares === undefined) return undefined
  const combinations = combinationsOf(regimes, lags)
  const rows = series.length - lags
  const unrolled: Unrolled = {
    regimes,
    combinations,
    transition: model.transition.values,
    filtered: new Float64Array(rows * combinations),
    predicted: new Float64Array(rows * combinations),
  }
  let logLikelihood = 0
  const gaps = gapsOf(model, regimes, combinations)
  for (let row = 0; row < rows; row += 1) {
    const before = row === 0 ? undefined : (row - 1) * combinations
    predictRow(unrolled, row * combinations, before, shares)
    const gain = weighRow(unrolled, row, series, model, gaps)
    if (gain === undefined) return undefined
    logLikelihood += gain
  }
  const filtered = marginal(unrolled.filtered, regimes, combinations)
  smoothRows(unrolled, rows)
  return { filtered, smoothed: marginal(unrolled.filtered, regimes, combinations), logLikelihood }
}

function requireModel(model: MarkovSwitching): number {
  const regimes = model.means.length
  requireNumbers('means', model.means, 2)
  requireNumbers('autoregression', model.autoregression, 0)
  if (model.deviations.length !== regimes)
    throw new ArgumentError(`deviations must be ${regimes} values, were ${model.deviations.length}`)
  for (let i = 0; i < regimes; i += 1)
    requirePositive(`deviations[${i}]`, model.deviations[i] as number)
  const { rows, columns, values } = model.transition
  if (rows !== regimes || columns !== regimes)
    throw new ArgumentError(
      `transition must be ${regimes} by ${regimes}, was ${rows} by ${columns}`,
    )
  for (let i = 0; i < regimes; i += 1) {
    let sum = 0
    for (let j = 0; j < regimes; j += 1) {
      requireBetween(`transition(${i}, ${j})`, values[i * regimes + j] as number, 0, 1)
      sum += values[i * regimes + j] as number
    }
    requireBetween(`the sum of transition row ${i}`, sum, 1 - 1e-9, 1 + 1e-9)
  }
  const combinations = combinationsOf(regimes, model.autoregression.length)
  requireBetween('combinations of regimes', combinations, 4, combinationsMax)
  return regimes
}

/** Of each combination, what its means say y should be at a gap of 0: weights times means. */
function gapsOf(model: MarkovSwitching, regimes: number, combinations: number): Float64Array {
  return Float64Array.from({ length: combinations }, (_, combination) => {
    let rest = Math.floor(combination / regimes)
    let level = model.means[combination % regimes] as number
    for (let lag = 0; lag < model.autoregression.length; lag += 1) {
      level -= (model.autoregression[lag] as number) * (model.means[rest % regimes] as number)
      rest = Math.floor(rest / regimes)
    }
    return level
  })
}

/** Predicted shares times densities, brought to a sum of 1; the log of that sum. */
function weighRow(
  { regimes, combinations, filtered, predicted }: Unrolled,
  row: number,
  series: Float64Array,
  model: MarkovSwitching,
  gaps: Float64Array,
): number | undefined {
  const lags = model.autoregression.length
  const at = row * combinations
  let own = series[row + lags] as number
  for (let lag = 0; lag < lags; lag += 1)
    own -= (model.autoregression[lag] as number) * (series[row + lags - 1 - lag] as number)
  let largest = Number.NEGATIVE_INFINITY
  for (let c = 0; c < combinations; c += 1) {
    const deviation = model.deviations[c % regimes] as number
    const z = (own - (gaps[c] as number)) / deviation
    const log = Math.log(predicted[at + c] as number) - (z * z) / 2 - Math.log(deviation)
    filtered[at + c] = log
    if (log > largest) largest = log
  }
  if (!Number.isFinite(largest)) return undefined
  let sum = 0
  for (let c = 0; c < combinations; c += 1) {
    const weight = Math.exp((filtered[at + c] as number) - largest)
    filtered[at + c] = weight
    sum += weight
  }
  for (let c = 0; c < combinations; c += 1) filtered[at + c] = (filtered[at + c] as number) / sum
  return largest + Math.log(sum) - Math.log(2 * Math.PI) / 2
}

function marginal(shares: Float64Array, regimes: number, combinations: number): Matrix {
  const made = matrix(shares.length / combinations, regimes)
  for (let i = 0; i < shares.length; i += 1) {
    const to = Math.floor(i / combinations) * regimes + (i % regimes)
    made.values[to] = (made.values[to] as number) + (shares[i] as number)
  }
  return made
}

/** Of the regimes now and at each lag; of now and the last where there are no lags. */
function combinationsOf(regimes: number, lags: number): number {
  let value = regimes * regimes
  for (let lag = 1; lag < lags; lag += 1) value *= regimes
  return value
}
