import { requireRecord, requireSameLength, requireWhole } from '../argument.ts'
import { chiSquaredTail, fisherFTail } from '../law/index.ts'
import { requireModerate } from '../moderate.ts'
import { jointFValue, nestedFit } from './nested-fit.ts'

/** Two series by what they are, because the other way round is another question. */
export type GrangerOptions = {
  readonly cause: Float64Array
  readonly effect: Float64Array
  /** How many past values of each; whole, 1 or more. */
  readonly lags: number
}

/** What a Granger test found: does one series help to foretell another? */
export type Granger = {
  readonly fStatistic: number
  readonly fProbability: number
  /** n times the share by which the lags of the cause lower the residual sum. */
  readonly chiSquared: number
  readonly chiSquaredProbability: number
  readonly likelihoodRatio: number
  readonly likelihoodRatioProbability: number
  /** Degrees of freedom above and, of the F-value, below. */
  readonly lags: number
  readonly degrees: number
}

/**
 * Granger causality test. Null: `lags` past values of the cause add nothing to a constant and
 * `lags` past values of the effect itself. Both series should be stationary: take returns.
 *
 * @returns `undefined` when the lags are collinear (a constant series, two equal ones), or the fit
 *   is exact.
 * @throws ArgumentError when lengths differ, a value is not finite, or there are fewer than
 *   3 `lags` + 2 values.
 * @see Granger 1969. Golden numbers: statsmodels 0.15.0 `grangercausalitytests`.
 */
export function granger(options: GrangerOptions): Granger | undefined {
  requireRecord('options', options)
  const { cause, effect, lags } = options
  requireWhole('lags', lags, 1)
  requireSameLength('effect', effect, 'cause', cause)
  requireModerate('effect', effect, 3 * lags + 2)
  requireModerate('cause', cause, 3 * lags + 2)
  const rows = effect.length - lags
  const columns = [new Float64Array(rows).fill(1)]
  for (const series of [effect, cause])
    for (let lag = 1; lag <= lags; lag += 1)
      columns.push(series.slice(lags - lag, effect.length - lag))
  const fit = nestedFit(columns, effect.slice(lags))
  if (fit === undefined) return undefined
  const without = fit.sums[lags + 1] as number
  const all = fit.sums[2 * lags + 1] as number
  const degrees = rows - 2 * lags - 1
  const fStatistic = jointFValue(fit, lags + 1, rows)
  const chiSquared = (rows * (without - all)) / all
  const likelihoodRatio = rows * Math.log(without / all)
  return {
    fStatistic,
    fProbability: fisherFTail(fStatistic, lags, degrees),
    chiSquared,
    chiSquaredProbability: chiSquaredTail(chiSquared, lags),
    likelihoodRatio,
    likelihoodRatioProbability: chiSquaredTail(likelihoodRatio, lags),
    lags,
    degrees,
  }
}
