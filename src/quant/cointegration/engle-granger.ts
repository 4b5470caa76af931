import {
  ArgumentError,
  requireOneOf,
  requireRecord,
  requireSameLength,
  requireTogether,
} from '../argument.ts'
import { leastSquares, matrix } from '../matrix/index.ts'
import { requireModerate } from '../moderate.ts'
import { dickeyFuller } from './dickey-fuller.ts'
import { type LagRule, requireLagRule } from './lag-choice.ts'
import { type LowerCritical, mackinnonCritical, mackinnonProbability } from './mackinnon.ts'

/** What an Engle-Granger test found. Small statistics speak for cointegration. */
export type EngleGranger = {
  readonly statistic: number
  readonly probability: number
  readonly critical: LowerCritical
  /** How much of each other series hedges one of the first. */
  readonly hedgeRatios: Float64Array
  readonly intercept: number
  /** Per row; 0 without a trend. */
  readonly trend: number
  /** The residuals of the cointegrating regression: the spread, around 0. */
  readonly spread: Float64Array
  /** Lagged differences in the test of the spread. */
  readonly lags: number
}

/** How to run an Engle-Granger test. */
export type EngleGrangerOptions = {
  /** In the cointegrating regression; `constant` when left out. */
  readonly terms?: 'constant' | 'trend'
  /** Of the test of the spread: a number or a rule, `aic` when left out. */
  readonly lags?: number | LagRule
  readonly lagsMax?: number
}

/**
 * Engle-Granger test. Null: the series are not cointegrated. The first series is regressed on the
 * others, and the residuals are tested for a unit root without terms, against MacKinnon's law.
 * Which series comes first matters in a finite sample.
 *
 * @param y - The series to hedge.
 * @param others - One to five series as long as `y`.
 * @returns `undefined` when the others are collinear, or explain `y` exactly (R-squared above
 *   1 - 1.5e-6, as in the reference).
 * @throws ArgumentError when lengths differ, a value is not finite or there are fewer than 12.
 * @see Engle and Granger 1987; MacKinnon 1994, 2010. Golden numbers: statsmodels 0.15.0 `coint`.
 */
export function engleGranger(
  y: Float64Array,
  others: readonly Float64Array[],
  options: EngleGrangerOptions = {},
): EngleGranger | undefined {
  requirePanel(y, others)
  requireRecord('options', options)
  const { terms = 'constant', lags } = options
  requireOneOf('terms', terms, ['constant', 'trend'])
  if (lags !== undefined && typeof lags !== 'number') requireLagRule(lags)
  const seriesCount = others.length + 1
  const fit = leastSquares(design(others, terms), y)
  if (fit === undefined || !isInexact(fit.residualSum, y)) return undefined
  const test = dickeyFuller(fit.residuals, { ...options, terms: 'none' })
  // One row less than the series have, as in the reference.
  const critical = mackinnonCritical({ terms, seriesCount, count: y.length - 1 })
  if (test === undefined || critical === undefined) return undefined
  return {
    statistic: test.statistic,
    probability: mackinnonProbability(test.statistic, terms, seriesCount),
    critical,
    hedgeRatios: fit.coefficients.slice(0, others.length),
    intercept: fit.coefficients[others.length] as number,
    trend: terms === 'trend' ? (fit.coefficients[others.length + 1] as number) : 0,
    spread: fit.residuals,
    lags: test.lags,
  }
}

function requirePanel(y: Float64Array, others: readonly Float64Array[]): void {
  requireModerate('y', y, 12)
  requireTogether('others', others, 1)
  if (others.length > 5)
    throw new ArgumentError(`others must be one to five series, were ${others.length}`)
  others.forEach((other, i) => {
    requireSameLength('y', y, `others[${i}]`, other)
    requireModerate(`others[${i}]`, other, 12)
  })
}

function design(
  others: readonly Float64Array[],
  terms: 'constant' | 'trend',
): ReturnType<typeof matrix> {
  const rows = (others[0] as Float64Array).length
  const columns = others.length + (terms === 'trend' ? 2 : 1)
  const x = matrix(rows, columns)
  for (let i = 0; i < rows; i += 1) {
    const at = i * columns
    for (let j = 0; j < others.length; j += 1)
      x.values[at + j] = (others[j] as Float64Array)[i] as number
    x.values[at + others.length] = 1
    if (terms === 'trend') x.values[at + others.length + 1] = i + 1
  }
  return x
}

/** Whether a regression leaves enough of y to test. */
function isInexact(residualSum: number, y: Float64Array): boolean {
  let sum = 0
  for (let i = 0; i < y.length; i += 1) sum += y[i] as number
  const middle = sum / y.length
  let total = 0
  for (let i = 0; i < y.length; i += 1) {
    const gap = (y[i] as number) - middle
    total += gap * gap
  }
  return residualSum > 100 * 1.4901161193847656e-8 * total
}
