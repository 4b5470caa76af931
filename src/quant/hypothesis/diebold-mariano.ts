import {
  requireOneOf,
  requireRecord,
  requireSameLength,
  requireSeries,
  requireWhole,
} from '../argument.ts'
import { studentTCdf } from '../law/index.ts'
import { mean } from '../moments.ts'
import {
  type Alternative,
  alternativeProbability,
  requireAlternative,
  type TestResult,
} from './alternative.ts'
import { sumOfLagged } from '../sum-of.ts'

/** How to run a Diebold-Mariano test. */
export type DieboldMarianoOptions = {
  /** Of the losses of `a` against those of `b`; two-sided by default. */
  readonly alternative?: Alternative
  /**
   * Steps ahead that were forecast: differences `horizon` - 1 apart may depend. Whole, 1 or more.
   */
  readonly horizon?: number
  /** How autocovariances are weighed: all alike, the default, or less the farther apart. */
  readonly window?: 'rectangular' | 'bartlett'
}

/**
 * Whether two forecasts lose alike, by the mean difference of their losses over its long-run error,
 * with the correction for small samples; held against Student's t of n - 1 degrees.
 *
 * @param lossesA - What the first forecast lost at each time, e.g. its squared error; as `lossesB`.
 * @returns A negative statistic when `a` loses less; `undefined` when the variance of the mean
 *   difference is not above 0, which `rectangular` allows: then take `bartlett`.
 * @throws ArgumentError when lengths differ or are not above the horizon and 2, or a value is not
 *   finite.
 * @see Diebold and Mariano 1995; Harvey, Leybourne and Newbold 1997. Golden numbers: R's forecast
 *   8.20 `dm.test` (`test/golden/quant/hypothesis-r.json`).
 */
export function dieboldMariano(
  lossesA: Float64Array,
  lossesB: Float64Array,
  options: DieboldMarianoOptions = {},
): TestResult | undefined {
  requireRecord('options', options)
  const { alternative = 'two-sided', horizon = 1, window = 'rectangular' } = options
  requireAlternative(alternative)
  requireOneOf('window', window, ['rectangular', 'bartlett'])
  requireWhole('horizon', horizon, 1)
  requireSeries('lossesA', lossesA, Math.max(3, horizon + 1))
  requireSeries('lossesB', lossesB, Math.max(3, horizon + 1))
  requireSameLength('lossesA', lossesA, 'lossesB', lossesB)
  const count = lossesA.length
  const differences = lossesA.map((loss, i) => loss - (lossesB[i] as number))
  const middle = mean(differences) ?? 0
  const centred = differences.map((difference) => difference - middle)
  let variance = sumOfLagged(centred, 0) / count
  // Rounding leaves a hair of a variance where windows sum to none.
  const least = 1e-14 * variance
  for (let lag = 1; lag < horizon; lag += 1) {
    const weight = window === 'bartlett' ? 1 - lag / horizon : 1
    variance += 2 * weight * (sumOfLagged(centred, lag) / count)
  }
  if (!(variance > least)) return undefined
  const correction = (count + 1 - 2 * horizon + (horizon / count) * (horizon - 1)) / count
  if (!(correction > 0)) return undefined
  const statistic = (middle / Math.sqrt(variance / count)) * Math.sqrt(correction)
  const below = studentTCdf(statistic, count - 1)
  const above = studentTCdf(-statistic, count - 1)
  return { statistic, probability: alternativeProbability(alternative, below, above) }
}
