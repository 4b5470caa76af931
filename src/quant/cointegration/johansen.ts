import { requireOneOf, requireRecord, requireTogether, requireWhole } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { sumOfProducts } from '../sum-of.ts'
import { canonicalPairs } from './canonical-pairs.ts'
import { criticalOf, type CriticalSource, type JohansenTerms } from './johansen-critical.ts'
import { orthonormalise, project } from './orthonormal.ts'
import { stepsBefore } from './steps-before.ts'

/** One step of a Johansen test. Large statistics speak for more than `rank` relations. */
export type JohansenStep = {
  /** Cointegrating relations under the null. */
  readonly rank: number
  readonly statistic: number
  /** `undefined` beyond the size of the tables. */
  readonly critical: UpperCritical | undefined
}

/** Critical values of a test that rejects above them. */
export type UpperCritical = {
  readonly tenPercent: number
  readonly fivePercent: number
  readonly onePercent: number
}

/** What a Johansen test found. */
export type Johansen = {
  /** Squared canonical correlations, largest first. One for each series. */
  readonly eigenvalues: Float64Array
  readonly trace: readonly JohansenStep[]
  readonly maximum: readonly JohansenStep[]
  /** Relations, strongest first; the first series has 1. A restricted term is last. */
  readonly vectors: readonly Float64Array[]
  /** How fast each series returns to each relation, in the order of `vectors`. */
  readonly loadings: readonly Float64Array[]
  /** Relations at 5 %: the first rank the trace test does not reject, or the number of series. */
  readonly rank: number | undefined
  readonly criticalSource: CriticalSource
  /** Rows of the regression. */
  readonly count: number
}

/** How to run a Johansen test. */
export type JohansenOptions = {
  /** Lagged differences, one less than the order of the autoregression. 1 when left out. */
  readonly lags?: number
  /** `constant` when left out. */
  readonly terms?: JohansenTerms
  /** Rows of a year, to take centred seasonal dummies out; none when left out. */
  readonly seasons?: number
}

/**
 * Johansen's test of the number of cointegrating relations among series.
 *
 * The critical values are those of `criticalSource`: MacKinnon, Haug and Michelis where the terms
 * are none or an unrestricted constant, Osterwald-Lenum where a term is within the relations.
 *
 * @param series - Two or more of one length.
 * @returns `undefined` when series, their differences or lags are collinear.
 * @throws ArgumentError with fewer than two series, lengths that differ, values not finite, or too
 *   few rows for the lags.
 * @see Johansen 1988, 1991; Johansen and Juselius 1990. Golden numbers: urca 1.3.3 `ca.jo` on the
 *   Danish money data; statsmodels 0.15.0 `coint_johansen`.
 */
export function johansen(
  series: readonly Float64Array[],
  options: JohansenOptions = {},
): Johansen | undefined {
  requireRecord('options', options)
  const { lags = 1, terms = 'constant', seasons = 1 } = options
  requireOneOf('terms', terms, ['none', 'constant', 'restricted-constant', 'restricted-trend'])
  const count = requirePanel(series, lags, seasons) - lags - 1
  const steps = series.map((one) => stepsBefore(one, lags, 0))
  const levels = series.map((one) => one.slice(lags, -1))
  if (terms === 'restricted-constant') levels.push(new Float64Array(count).fill(1))
  if (terms === 'restricted-trend')
    levels.push(Float64Array.from({ length: count }, (_, i) => i + 1))
  const basis = partialled(series, { lags, terms, seasons })
  if (!orthonormalise(basis)) return undefined
  for (const column of [...steps, ...levels]) {
    const whole = sumOfProducts(column, column)
    project(column, basis)
    project(column, basis)
    if (!(sumOfProducts(column, column) > 1e-18 * whole)) return undefined
  }
  const pairs = canonicalPairs(steps, levels)
  if (pairs === undefined) return undefined
  const { table, source } = criticalOf(terms)
  const logs = Array.from(pairs.squared, (value) => -count * Math.log1p(-value))
  const step = (rank: number, statistic: number, kind: 'trace' | 'maximum'): JohansenStep => {
    const row = table[kind][series.length - 1 - rank]
    return { rank, statistic, critical: row === undefined ? undefined : namedCritical(row) }
  }
  const trace = logs.map((_, rank) => {
    const statistic = logs.slice(rank).reduce((sum, value) => sum + value, 0)
    return step(rank, statistic, 'trace')
  })
  return {
    eigenvalues: pairs.squared,
    trace,
    maximum: logs.map((value, rank) => step(rank, value, 'maximum')),
    vectors: pairs.vectors,
    loadings: pairs.loadings,
    rank: rankOf(trace),
    criticalSource: source,
    count,
  }
}

function requirePanel(series: readonly Float64Array[], lags: number, seasons: number): number {
  requireWhole('lags', lags, 0)
  requireWhole('seasons', seasons, 1)
  requireTogether('series', series, 1, 2)
  const least = (series.length + 1) * (lags + 2) + lags + seasons + 2
  series.forEach((one, i) => {
    requireModerate(`series[${i}]`, one, least)
  })
  return (series[0] as Float64Array).length
}

/** What is taken out of steps and levels before they are compared. */
function partialled(
  series: readonly Float64Array[],
  options: Required<JohansenOptions>,
): Float64Array[] {
  const { lags, terms, seasons } = options
  const count = (series[0] as Float64Array).length - lags - 1
  const columns: Float64Array[] = []
  if (terms === 'constant' || terms === 'restricted-trend')
    columns.push(new Float64Array(count).fill(1))
  for (let season = 0; season < seasons - 1; season += 1)
    columns.push(
      Float64Array.from({ length: count }, (_, i) => {
        const isIn = (i + lags + 1) % seasons === season
        return (isIn ? 1 : 0) - 1 / seasons
      }),
    )
  for (let lag = 1; lag <= lags; lag += 1)
    for (const one of series) columns.push(stepsBefore(one, lags, lag))
  return columns
}

function rankOf(trace: readonly JohansenStep[]): number | undefined {
  for (const { rank, statistic, critical } of trace) {
    if (critical === undefined) return undefined
    if (statistic <= critical.fivePercent) return rank
  }
  return trace.length
}

function namedCritical(row: readonly number[]): UpperCritical {
  const [ten, five, one] = row
  return { tenPercent: ten as number, fivePercent: five as number, onePercent: one as number }
}
