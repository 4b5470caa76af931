import { requireOneOf, requireRecord, requireWhole } from '../argument.ts'
import { fitLine } from '../line-fit.ts'
import { requireModerate } from '../moderate.ts'
import { mean } from '../moments.ts'
import { schwertLags } from './lag-choice.ts'
import { bartlettVariance } from './bartlett-variance.ts'
import { sumOfLagged } from '../sum-of.ts'

/** What a KPSS test found. Large statistics speak against stationarity. */
export type Kpss = {
  readonly statistic: number
  /** Interpolated between 0.01 and 0.10, and never outside: the table ends there. */
  readonly probability: number
  readonly critical: {
    readonly tenPercent: number
    readonly fivePercent: number
    readonly twoAndHalfPercent: number
    readonly onePercent: number
  }
  readonly lags: number
}

/** How to run a KPSS test. */
export type KpssOptions = {
  /** Stationary around a level, the default, or around a line. */
  readonly around?: 'level' | 'trend'
  /**
   * Lags of the Bartlett window: a number, Schwert's 12 (n / 100)^1/4 rounded up (`legacy`), or
   * those of Hobijn, Franses and Ooms (`auto`, the default).
   */
  readonly lags?: number | 'auto' | 'legacy'
}

const probabilities = [0.1, 0.05, 0.025, 0.01] as const
const criticalLevel = [0.347, 0.463, 0.574, 0.739] as const
const criticalTrend = [0.119, 0.146, 0.176, 0.216] as const

/**
 * Test of Kwiatkowski, Phillips, Schmidt and Shin. Null: the series is stationary.
 *
 * @returns `undefined` when nothing is left around the level or line, or its long-run variance is
 *   not above 0.
 * @throws ArgumentError with fewer than 4 values, one not finite, or lags not below the length.
 * @see Kwiatkowski, Phillips, Schmidt and Shin 1992; Hobijn, Franses and Ooms 1998. Golden
 *   numbers: statsmodels 0.15.0 `kpss`; urca 1.3.3 `ur.kpss`.
 */
export function kpss(series: Float64Array, options: KpssOptions = {}): Kpss | undefined {
  requireModerate('series', series, 4)
  requireRecord('options', options)
  const { around = 'level', lags: rule = 'auto' } = options
  requireOneOf('around', around, ['level', 'trend'])
  if (typeof rule === 'number') requireWhole('lags', rule, 0, series.length - 1)
  else requireOneOf('lags', rule, ['auto', 'legacy'])
  const isTrend = around === 'trend'
  const residuals = isTrend ? aroundLine(series) : aroundLevel(series)
  if (residuals === undefined) return undefined
  const lags = lagsOf(residuals, rule)
  const longRun = bartlettVariance(residuals, lags)
  if (!(longRun > 0)) return undefined
  const critical = isTrend ? criticalTrend : criticalLevel
  const statistic = partialSumSquares(residuals) / (series.length * series.length) / longRun
  const [tenPercent, fivePercent, twoAndHalfPercent, onePercent] = critical
  return {
    statistic,
    probability: interpolate(statistic, critical),
    critical: { tenPercent, fivePercent, twoAndHalfPercent, onePercent },
    lags,
  }
}

function lagsOf(residuals: Float64Array, rule: number | 'auto' | 'legacy'): number {
  if (typeof rule === 'number') return rule
  const lags = rule === 'legacy' ? schwertLags(residuals.length) : hobijnLags(residuals)
  return Math.min(lags, residuals.length - 1)
}

/** Equations 10 and 11 of Hobijn, Franses and Ooms, for the Bartlett window. */
function hobijnLags(residuals: Float64Array): number {
  const count = residuals.length
  const reach = flooredPower(2 / 9, count)
  let level = sumOfLagged(residuals, 0) / count
  let slope = 0
  for (let lag = 1; lag <= reach; lag += 1) {
    const product = (2 * sumOfLagged(residuals, lag)) / count
    level += product
    slope += lag * product
  }
  const ratio = slope / level
  const scale = 1.1447 * Math.exp(Math.log(ratio * ratio) / 3)
  const lags = Math.floor(scale * Math.exp(Math.log(count) / 3))
  return Number.isNaN(lags) ? 0 : lags
}

/** `count` to the power `exponent`, rounded down; a hair added, lest 512 to 2/9 be 3. */
function flooredPower(exponent: number, count: number): number {
  return Math.floor(Math.exp(exponent * Math.log(count)) + 1e-9)
}

function partialSumSquares(residuals: Float64Array): number {
  let partial = 0
  let sum = 0
  for (let i = 0; i < residuals.length; i += 1) {
    partial += residuals[i] as number
    sum += partial * partial
  }
  return sum
}

function aroundLevel(series: Float64Array): Float64Array | undefined {
  const middle = mean(series)
  return middle === undefined ? undefined : leftOver(series, (value) => value - middle)
}

function aroundLine(series: Float64Array): Float64Array | undefined {
  const line = fitLine(
    Float64Array.from(series, (_, i) => i),
    series,
  )
  if (line === undefined) return undefined
  return leftOver(series, (value, i) => value - line.intercept - line.slope * i)
}

/** What `rest` leaves of a series; `undefined` when that is rounding only. */
function leftOver(
  series: Float64Array,
  rest: (value: number, i: number) => number,
): Float64Array | undefined {
  const residuals = Float64Array.from(series, rest)
  const size = series.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const isRounding = residuals.every((value) => Math.abs(value) <= 1e-13 * size)
  return isRounding ? undefined : residuals
}

function interpolate(statistic: number, critical: readonly number[]): number {
  if (statistic <= (critical[0] as number)) return probabilities[0]
  for (let i = 1; i < critical.length; i += 1) {
    const above = critical[i] as number
    if (statistic > above) continue
    const below = critical[i - 1] as number
    const share = (statistic - below) / (above - below)
    const from = probabilities[i - 1] as number
    return from + share * ((probabilities[i] as number) - from)
  }
  return 0.01
}
