import { kolmogorovTail } from '../kolmogorov-tail.ts'
import { requireModerate } from '../moderate.ts'
import { mean } from '../moments.ts'

/** What a test of cumulated sums found. A large statistic speaks for a mean that changes. */
export type CusumTest = {
  /** The largest size of the sums, in deviations times the root of the length. */
  readonly statistic: number
  readonly probability: number
  /** The first value after the largest sum: where the mean changes, if it does once. */
  readonly index: number
}

/**
 * Test of one mean by cumulated deviations from it. Null: independent values of one mean.
 *
 * The deviation has divisor n - 1. Values that depend on each other reject too often: test
 * residuals, or returns.
 *
 * @returns `undefined` for a constant series.
 * @throws ArgumentError with fewer than 4 values, or one not finite.
 * @see Ploberger and Krämer, "The CUSUM test with OLS residuals", 1992; the law is Kolmogorov's.
 *   Golden numbers: strucchange 1.5.3 `efp(type = "OLS-CUSUM")`.
 */
export function cusumTest(series: Float64Array): CusumTest | undefined {
  requireModerate('series', series, 4)
  const middle = mean(series)
  if (middle === undefined || series.every((value) => value === series[0])) return undefined
  let [sum, squares, largest, index] = [0, 0, 0, 0]
  for (let i = 0; i < series.length; i += 1) {
    const gap = (series[i] as number) - middle
    sum += gap
    squares += gap * gap
    if (Math.abs(sum) > largest) [largest, index] = [Math.abs(sum), i + 1]
  }
  // Powers of the tiniest numbers are 0.
  if (squares === 0) return undefined
  const statistic = largest / Math.sqrt((squares / (series.length - 1)) * series.length)
  return { statistic, probability: kolmogorovTail(statistic), index }
}
