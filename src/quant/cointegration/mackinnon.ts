import { requireBetween, requireRecord, requireWhole } from '../argument.ts'
import { normalCdf } from '../normal.ts'
import { type DeterministicTerms, requireTerms } from './deterministic-terms.ts'
import { largeFit, largest, smallest, smallFit, surfaces, turn } from './mackinnon-tables.ts'

/** Critical values of a test that rejects below them. */
export type LowerCritical = {
  readonly onePercent: number
  readonly fivePercent: number
  readonly tenPercent: number
}

/**
 * How likely a Dickey-Fuller or Engle-Granger statistic this small is under a unit root, without
 * cointegration. For a long sample; exact to some three digits.
 *
 * @param terms - Of the (cointegrating) regression.
 * @param seriesCount - Number of series: 1 for a unit root, 2 to 6 for Engle-Granger.
 * @returns 0 to 1; exactly 0 or 1 beyond the range of the fit.
 * @throws ArgumentError when `seriesCount` is not 1 to 6, or the statistic NaN.
 * @see MacKinnon, "Approximate asymptotic distribution functions for unit-root and cointegration
 *   tests", 1994. Golden numbers: statsmodels 0.15.0 `mackinnonp`.
 */
export function mackinnonProbability(
  statistic: number,
  terms: DeterministicTerms,
  seriesCount = 1,
): number {
  requireBetween('statistic', statistic, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  requireWhole('seriesCount', seriesCount, 1, 6)
  requireTerms(terms)
  const at = seriesCount - 1
  if (statistic > (largest[terms][at] as number)) return 1
  if (statistic < (smallest[terms][at] as number)) return 0
  const fit = statistic <= (turn[terms][at] as number) ? smallFit : largeFit
  return normalCdf(polynomial(fit[terms][at] as readonly number[], statistic))
}

/**
 * Critical values of a Dickey-Fuller or Engle-Granger statistic, for the length of the sample.
 *
 * @param of.terms - Of the (cointegrating) regression.
 * @param of.seriesCount - Number of series: 1 for a unit root, 2 to 12 for Engle-Granger.
 * @param of.count - Rows of the regression. Infinity gives the asymptotic values.
 * @returns `undefined` for Engle-Granger without a constant, which is not in the tables.
 * @throws ArgumentError when `seriesCount` is not 1 to 12, or `count` below 1.
 * @see MacKinnon, "Critical values for cointegration tests", 2010, tables 2 and 3. Golden numbers:
 *   statsmodels 0.15.0 `mackinnoncrit`.
 */
export function mackinnonCritical(of: {
  readonly terms: DeterministicTerms
  readonly seriesCount: number
  readonly count: number
}): LowerCritical | undefined {
  requireRecord('of', of)
  requireWhole('seriesCount', of.seriesCount, 1, 12)
  requireTerms(of.terms)
  requireBetween('count', of.count, 1, Number.POSITIVE_INFINITY)
  const rows = surfaces[of.terms][of.seriesCount - 1]
  if (rows === undefined) return undefined
  const [one, five, ten] = rows.map((row) => polynomial(row, 1 / of.count))
  return { onePercent: one as number, fivePercent: five as number, tenPercent: ten as number }
}

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0
  for (let i = coefficients.length - 1; i >= 0; i -= 1)
    value = value * x + (coefficients[i] as number)
  return value
}
