import { requireSeries } from '../argument.ts'
import { normalCdf } from '../normal.ts'
import { quantile } from '../quantile.ts'
import type { TestResult } from './alternative.ts'

/** What a runs test found. */
export type RunsTest = TestResult & {
  /** Stretches of values on one side of the median. */
  readonly runs: number
  /** What is to be expected of values in random order. */
  readonly expected: number
}

/**
 * Whether values stand in random order, by how often they cross their median: a negative statistic
 * for too few runs, as in a trend. A value at the median counts as above it. Two-sided; the normal
 * law without correction for continuity.
 *
 * @returns `undefined` when no value lies below the median, or the variance of the runs is 0.
 * @throws ArgumentError with fewer than 2 values, or one not finite.
 * @see Wald and Wolfowitz 1940. Golden numbers: statsmodels 0.15.0
 *   `runstest_1samp(cutoff='median', correction=False)` (`test/golden/quant/hypothesis.json`).
 */
export function runsTest(values: Float64Array): RunsTest | undefined {
  requireSeries('values', values, 2)
  const middle = quantile(values, 0.5) ?? 0
  const count = values.length
  let [above, runs] = [0, 1]
  for (let i = 0; i < count; i += 1) {
    const isAbove = (values[i] as number) >= middle
    if (isAbove) above += 1
    if (i > 0 && isAbove !== (values[i - 1] as number) >= middle) runs += 1
  }
  const twice = 2 * above * (count - above)
  const expected = twice / count + 1
  const variance = (twice * (twice - count)) / (count * count * (count - 1))
  if (!(variance > 0)) return undefined
  const statistic = (runs - expected) / Math.sqrt(variance)
  return { statistic, probability: 2 * normalCdf(-Math.abs(statistic)), runs, expected }
}
