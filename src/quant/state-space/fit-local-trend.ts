import { requireList } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { brentMinimum, nelderMead } from '../optimise/index.ts'
import {
  type LocalLevelVariances,
  type LocalTrendVariances,
  localLinearTrend,
} from './local-trend.ts'
import { runFilter } from './run-filter.ts'

/** Variances of greatest likelihood. A variance of 0 is a real answer: that part stands still. */
export type LocalLevelFit = LocalLevelVariances & {
  /** Exact diffuse, in nats. */
  readonly logLikelihood: number
}

/** The same with a slope. */
export type LocalTrendFit = LocalTrendVariances & { readonly logLikelihood: number }

/** What a filter with observation variance 1 says of a ratio of variances. */
type Concentrated = { readonly logLikelihood: number; readonly scale: number }

/**
 * The local level of greatest likelihood: one search over the ratio of the variances, the scale
 * having a closed form.
 *
 * @param series - NaN is missing.
 * @returns `undefined` for a constant series.
 * @throws ArgumentError with fewer than 4 values that are there, or one infinite.
 * @see Durbin and Koopman 2012, section 2.10. Golden numbers: their Nile example, 15099 and 1469.1;
 *   statsmodels 0.15.0 `UnobservedComponents`.
 */
export function fitLocalLevel(series: Float64Array): LocalLevelFit | undefined {
  const spread = requireSeen(series, 4)
  if (spread === 0) return undefined
  const cost = (logRatio: number): number =>
    -concentrate(series, 1, Math.exp(logRatio)).logLikelihood
  let best = -16
  let least = cost(best)
  for (let logRatio = -15; logRatio <= 16; logRatio += 1) {
    const found = cost(logRatio)
    if (found < least) [best, least] = [logRatio, found]
  }
  const ratio = Math.exp(brentMinimum(cost, best - 1, best + 1, 1e-10).x)
  // Either variance may be 0: the ends the search only comes near.
  const candidates = [
    [1, ratio],
    [1, 0],
    [0, 1],
  ].map(([observation = 0, level = 0]) => ({
    observation,
    level,
    ...concentrate(series, observation, level),
  }))
  const found = candidates.reduce((a, b) => (b.logLikelihood >= a.logLikelihood ? b : a))
  return {
    observationVariance: found.observation * found.scale,
    levelVariance: found.level * found.scale,
    logLikelihood: found.logLikelihood,
  }
}

/**
 * The local linear trend of greatest likelihood, by simplex searches over deviations from three
 * starts. Where parts are weak the likelihood is flat, and variances good to some 3 digits only.
 *
 * @param series - NaN is missing.
 * @returns `undefined` for a constant series.
 * @throws ArgumentError with fewer than 6 values that are there, or one infinite.
 * @see Durbin and Koopman 2012, section 3.2. Golden numbers: statsmodels 0.15.0
 *   `UnobservedComponents(level="lltrend")`.
 */
export function fitLocalLinearTrend(series: Float64Array): LocalTrendFit | undefined {
  const spread = requireSeen(series, 6)
  if (spread === 0) return undefined
  const unit = series.map((value) => value / spread)
  const cost = (x: Float64Array): number => -runFilter(localLinearTrend(squared(x, 1)), unit)
  const starts = [
    [1, 0.3, 0.03],
    [0.3, 1, 0.03],
    [0.1, 0.1, 0.5],
  ]
  const options = { tolerance: 1e-9, iterationsMax: 2000 }
  const found = starts
    .map((start) => nelderMead(cost, Float64Array.from(start), options))
    .reduce((a, b) => (b.value < a.value ? b : a))
  const again = nelderMead(cost, found.x, options)
  const variances = squared(again.x, spread)
  return { ...variances, logLikelihood: runFilter(localLinearTrend(variances), series) }
}

/** The filter of a local level, exactly diffuse, written out; the scale at its best. */
function concentrate(series: Float64Array, observation: number, level: number): Concentrated {
  let mean = Number.NaN
  let variance = 0
  let count = 0
  let squares = 0
  let logs = 0
  for (let i = 0; i < series.length; i += 1) {
    const value = series[i] as number
    if (!Number.isNaN(value)) {
      if (Number.isNaN(mean)) {
        mean = value
        variance = observation
      } else {
        const error = value - mean
        const whole = variance + observation
        const gain = variance / whole
        squares += (error * error) / whole
        logs += Math.log(whole)
        mean += gain * error
        variance *= 1 - gain
      }
      count += 1
    }
    variance += level
  }
  const scale = squares / (count - 1)
  const own = (count - 1) * (Math.log(scale) + 1) + logs
  return { logLikelihood: -(count * Math.log(2 * Math.PI) + own) / 2, scale }
}

function squared(x: Float64Array, spread: number): LocalTrendVariances {
  const [observation = 0, level = 0, slope = 0] = x.map((value) => value * spread * value * spread)
  return { observationVariance: observation, levelVariance: level, slopeVariance: slope }
}

/** The deviation of the values that are there. */
function requireSeen(series: Float64Array, min: number): number {
  requireList('series', series)
  const seen = series.filter((value) => !Number.isNaN(value))
  requireModerate('series', seen, min)
  const middle = seen.reduce((sum, value) => sum + value, 0) / seen.length
  if (seen.every((value) => value === seen[0])) return 0
  const squares = seen.reduce((sum, value) => sum + (value - middle) * (value - middle), 0)
  return Math.sqrt(squares / seen.length)
}
