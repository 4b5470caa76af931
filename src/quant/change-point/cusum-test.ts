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
  return { statistic, probability: bridgeTail(statistic), index }
}

/** The chance that a Brownian bridge leaves a band of this half-width. */
function bridgeTail(width: number): number {
  // Below 0.2 the chance is 1 to the last digit, and the series of its tail slow.
  if (width < 0.2) return 1
  let tail = 0
  for (let k = 1; k <= 100; k += 1) {
    const term = Math.exp(-2 * k * k * width * width)
    tail += k % 2 === 1 ? 2 * term : -2 * term
    if (term < 1e-18) break
  }
  return Math.min(1, Math.max(0, tail))
}
