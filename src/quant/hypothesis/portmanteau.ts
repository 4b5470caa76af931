import {
  ArgumentError,
  requireList,
  requireRecord,
  requireSeries,
  requireWhole,
} from '../argument.ts'
import { centred } from '../centred.ts'
import { chiSquaredTail } from '../law/index.ts'
import { leastSquares, matrix } from '../matrix/index.ts'
import { mean } from '../moments.ts'
import type { TestResult } from './alternative.ts'
import { sumOfLagged } from '../sum-of.ts'

/** How to look for autocorrelation. */
export type PortmanteauOptions = {
  /** Lags looked at together. Whole, 1 or more, below the length. */
  readonly lags: number
  /** Parameters of the model whose residuals these are, taken off the degrees. 0 by default. */
  readonly fitted?: number
}

/**
 * Whether a series is uncorrelated over all of the first `lags`, each weighed for the pairs it has.
 *
 * @returns `undefined` for equal values.
 * @throws ArgumentError with `lags` or fewer values, one not finite, or `fitted` not below `lags`.
 * @see Ljung and Box 1978. Golden numbers: statsmodels 0.15.0 `acorr_ljungbox`
 *   (`test/golden/quant/hypothesis.json`).
 */
export function ljungBox(
  values: Float64Array,
  options: PortmanteauOptions,
): TestResult | undefined {
  requireList('values', values)
  const count = values.length
  return portmanteau(values, options, (lag) => (count * (count + 2)) / (count - lag))
}

/**
 * Whether a series is uncorrelated over all of the first `lags`, all weighed alike: rejects too
 * seldom in short series, where `ljungBox` is better.
 *
 * @returns `undefined` for equal values.
 * @throws ArgumentError with `lags` or fewer values, one not finite, or `fitted` not below `lags`.
 * @see Box and Pierce 1970. Golden numbers: statsmodels 0.15.0 `acorr_ljungbox(boxpierce=True)`
 *   (`test/golden/quant/hypothesis.json`).
 */
export function boxPierce(
  values: Float64Array,
  options: PortmanteauOptions,
): TestResult | undefined {
  return portmanteau(values, options, () => values.length)
}

/**
 * Engle's test for volatility that lasts: whether squares of a series, less its mean, depend on the
 * `lags` squares before, by the explained share of their regression times its rows.
 *
 * @param lags - Whole, 1 or more; the series must have more than 2 `lags` + 1 values.
 * @returns `undefined` when the squares are constant or collinear.
 * @throws ArgumentError with too few values, or one not finite.
 * @see Engle 1982. Golden numbers: statsmodels 0.15.0 `het_arch` of the series less its mean
 *   (`test/golden/quant/hypothesis.json`).
 */
export function archTest(values: Float64Array, lags: number): TestResult | undefined {
  requireWhole('lags', lags, 1)
  requireSeries('values', values, 2 * lags + 2)
  const squares = centred(values).map((gap) => gap * gap)
  const scale = mean(squares) ?? 0
  if (!(scale > 0)) return undefined
  const rows = squares.length - lags
  const before = matrix(rows, lags + 1)
  const answers = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1) {
    answers[row] = (squares[row + lags] as number) / scale
    before.values[row * (lags + 1)] = 1
    for (let lag = 1; lag <= lags; lag += 1)
      before.values[row * (lags + 1) + lag] = (squares[row + lags - lag] as number) / scale
  }
  const fit = leastSquares(before, answers)
  const total = sumOfLagged(centred(answers), 0)
  if (fit === undefined || !(total > 0)) return undefined
  const statistic = Math.max(0, rows * (1 - fit.residualSum / total))
  return { statistic, probability: chiSquaredTail(statistic, lags) }
}

function portmanteau(
  values: Float64Array,
  options: PortmanteauOptions,
  weightOf: (lag: number) => number,
): TestResult | undefined {
  requireRecord('options', options)
  const { lags, fitted = 0 } = options
  requireWhole('lags', lags, 1)
  requireWhole('fitted', fitted, 0)
  if (fitted >= lags) throw new ArgumentError(`fitted must be below lags, was ${fitted} of ${lags}`)
  requireSeries('values', values, lags + 1)
  const gaps = centred(values)
  const alone = sumOfLagged(gaps, 0)
  if (!(alone > 0)) return undefined
  let statistic = 0
  for (let lag = 1; lag <= lags; lag += 1) {
    const correlation = sumOfLagged(gaps, lag) / alone
    statistic += weightOf(lag) * correlation * correlation
  }
  return { statistic, probability: chiSquaredTail(statistic, lags - fitted) }
}
