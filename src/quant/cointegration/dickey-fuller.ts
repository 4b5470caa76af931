import { requireList, requireRecord, requireWhole } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { type DeterministicTerms, requireTerms } from './deterministic-terms.ts'
import { chooseLags, type LagRule, requireLagRule, schwertLags } from './lag-choice.ts'
import { type LowerCritical, mackinnonCritical, mackinnonProbability } from './mackinnon.ts'
import { jointFValue, lastTValue, nestedFit } from './nested-fit.ts'
import { stepsBefore } from './steps-before.ts'

/** What a Dickey-Fuller test found. Small statistics speak against a unit root. */
export type DickeyFuller = {
  /** The t-value of the lagged level: tau. */
  readonly statistic: number
  readonly probability: number
  readonly critical: LowerCritical
  /** Lagged differences in the regression. */
  readonly lags: number
  /** Rows of the regression. */
  readonly count: number
  /** F-value of constant and level, with a constant only. */
  readonly phi1: number | undefined
  /** F-value of constant, trend and level, with a trend only. */
  readonly phi2: number | undefined
  /** F-value of trend and level, with a trend only. */
  readonly phi3: number | undefined
}

/** How to run a Dickey-Fuller test. */
export type DickeyFullerOptions = {
  /** `constant` when left out. */
  readonly terms?: DeterministicTerms
  /** Number of lagged differences, or the rule that chooses it; `aic` when left out. */
  readonly lags?: number | LagRule
  /** Most lags a rule may choose; Schwert's 12 (n / 100)^1/4, rounded up, when left out. */
  readonly lagsMax?: number
}

/**
 * Augmented Dickey-Fuller test. Null: the series has a unit root.
 *
 * A rule compares lags on the same rows, those of the most lags, and the test then uses all rows.
 * Ties go to fewer lags.
 *
 * @returns `undefined` for a constant series or one a regression fits exactly.
 * @throws ArgumentError when values are not finite, or too few: lags may be at most half the length
 *   (without terms of the length less one) less one, less the number of terms.
 * @see Dickey and Fuller 1979, 1981; Said and Dickey 1984. Golden numbers: statsmodels 0.15.0
 *   `adfuller`; phi1 to phi3: urca 1.3.3 `ur.df`.
 */
export function dickeyFuller(
  series: Float64Array,
  options: DickeyFullerOptions = {},
): DickeyFuller | undefined {
  requireRecord('options', options)
  const terms = options.terms ?? 'constant'
  requireTerms(terms)
  requireList('series', series)
  const lagsMost = mostLags(series.length, termCount(terms))
  requireModerate('series', series, 4 + 2 * termCount(terms))
  const lags = options.lags ?? 'aic'
  if (typeof lags === 'number') {
    requireWhole('lags', lags, 0, lagsMost)
    return testWith(series, terms, lags)
  }
  requireLagRule(lags)
  const lagsMax = options.lagsMax ?? Math.min(schwertLags(series.length), lagsMost)
  requireWhole('lagsMax', lagsMax, 0, lagsMost)
  const columns = [...termColumns(series.length - 1 - lagsMax, terms), level(series, lagsMax)]
  const first = columns.length
  for (let lag = 1; lag <= lagsMax; lag += 1) columns.push(stepsBefore(series, lagsMax, lag))
  const fit = nestedFit(columns, stepsBefore(series, lagsMax, 0))
  const chosen =
    fit === undefined ? undefined : chooseLags(fit, first, lags, series.length - 1 - lagsMax)
  return chosen === undefined ? undefined : testWith(series, terms, chosen)
}

function testWith(
  series: Float64Array,
  terms: DeterministicTerms,
  lags: number,
): DickeyFuller | undefined {
  const count = series.length - 1 - lags
  const columns: Float64Array[] = []
  for (let lag = 1; lag <= lags; lag += 1) columns.push(stepsBefore(series, lags, lag))
  // Last the level, before it the terms: each F-value leaves out a tail of the columns.
  columns.push(...termColumns(count, terms), level(series, lags))
  const fit = nestedFit(columns, stepsBefore(series, lags, 0))
  const critical = mackinnonCritical({ terms, seriesCount: 1, count })
  if (fit === undefined || critical === undefined) return undefined
  const statistic = lastTValue(fit, columns.length, count)
  const isTrend = terms === 'trend'
  return {
    statistic,
    probability: mackinnonProbability(statistic, terms),
    critical,
    lags,
    count,
    phi1: terms === 'constant' ? jointFValue(fit, lags, count) : undefined,
    phi2: isTrend ? jointFValue(fit, lags, count) : undefined,
    phi3: isTrend ? jointFValue(fit, lags + 1, count) : undefined,
  }
}

/** As many as leave more rows than columns. */
function mostLags(count: number, termCount: number): number {
  return Math.floor((termCount === 0 ? count - 1 : count) / 2) - 1 - termCount
}

function termCount(terms: DeterministicTerms): number {
  if (terms === 'none') return 0
  return terms === 'constant' ? 1 : 2
}

function termColumns(count: number, terms: DeterministicTerms): Float64Array[] {
  if (terms === 'none') return []
  const constant = new Float64Array(count).fill(1)
  return terms === 'constant'
    ? [constant]
    : [constant, Float64Array.from(constant, (_, i) => i + 1)]
}

/** The level before each step, from the first step that has `skip` steps before it. */
function level(series: Float64Array, skip: number): Float64Array {
  return series.slice(skip, -1)
}
