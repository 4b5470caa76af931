import { requireOneOf } from '../argument.ts'
import { lastTValue, type NestedFit } from './nested-fit.ts'

/** Chooses lags by an information criterion, or the longest whose t-value is above 1.645. */
export type LagRule = 'aic' | 'bic' | 't-value'

/** Declines a rule that is none. */
export function requireLagRule(rule: LagRule): void {
  requireOneOf('lags', rule, ['aic', 'bic', 't-value'])
}

/** The 95 % quantile of a standard normal: a lag counts at 10 %, two-sided. */
const tValueMin = 1.6448536269514722

/** Schwert's rule: 12 (n / 100)^1/4, rounded up. */
export function schwertLags(count: number): number {
  return Math.ceil(12 * Math.sqrt(Math.sqrt(count / 100)))
}

/**
 * The number of lags a rule chooses among nested regressions.
 *
 * @param first - Columns of the regression without a lag; each lag adds one.
 */
export function chooseLags(fit: NestedFit, first: number, rule: LagRule, rows: number): number {
  const most = fit.gains.length - first
  if (rule === 't-value') {
    let lags = most
    while (lags > 0 && Math.abs(lastTValue(fit, first + lags, rows)) < tValueMin) lags -= 1
    return lags
  }
  const price = rule === 'aic' ? 2 : Math.log(rows)
  let best = 0
  let lowest = Number.POSITIVE_INFINITY
  for (let lags = 0; lags <= most; lags += 1) {
    const columns = first + lags
    const criterion = rows * Math.log(fit.sums[columns] as number) + price * columns
    if (criterion < lowest) {
      lowest = criterion
      best = lags
    }
  }
  return best
}
