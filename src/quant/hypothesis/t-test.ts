import { requireSameLength, requireSeries } from '../argument.ts'
import { studentTCdf } from '../law/index.ts'
import { mean, variance } from '../moments.ts'
import { type Alternative, alternativeProbability, type TestResult } from './alternative.ts'

/** What a t-test found. */
export type TTest = TestResult & {
  /** Degrees of freedom; not whole in Welch's test. */
  readonly degrees: number
  /** The mean, or difference of means, that the statistic is over its standard error of. */
  readonly difference: number
}

/**
 * Whether two samples have one mean, `a` less `b`, when their variances may differ.
 *
 * @param alternative - Of the mean of `a` against that of `b`.
 * @returns `undefined` when both samples are constant.
 * @throws ArgumentError with fewer than 2 values in a sample, or one not finite.
 * @see Welch 1947; Satterthwaite 1946. Golden numbers: scipy 1.17.1 `ttest_ind(equal_var=False)`
 *   (`test/golden/quant/hypothesis.json`).
 */
export function welchTest(
  a: Float64Array,
  b: Float64Array,
  alternative: Alternative = 'two-sided',
): TTest | undefined {
  requireSeries('a', a, 2)
  requireSeries('b', b, 2)
  const [ofA, ofB] = [squaredError(a), squaredError(b)]
  const squared = ofA + ofB
  const shares = [ofA / squared, ofB / squared] as const
  const inverse =
    (shares[0] * shares[0]) / (a.length - 1) + (shares[1] * shares[1]) / (b.length - 1)
  return tTest((mean(a) ?? 0) - (mean(b) ?? 0), squared, 1 / inverse, alternative)
}

/**
 * Whether a sample has mean `middle`.
 *
 * @param middle - The mean under the null.
 * @param alternative - Of the mean of `values` against `middle`.
 * @returns `undefined` when the sample is constant.
 * @throws ArgumentError with fewer than 2 values, or one not finite.
 * @see Student 1908. Golden numbers: scipy 1.17.1 `ttest_1samp`
 *   (`test/golden/quant/hypothesis.json`).
 */
export function oneSampleTTest(
  values: Float64Array,
  middle = 0,
  alternative: Alternative = 'two-sided',
): TTest | undefined {
  requireSeries('values', values, 2)
  const difference = (mean(values) ?? 0) - middle
  return tTest(difference, squaredError(values), values.length - 1, alternative)
}

/**
 * Whether paired samples have one mean: the differences' mean against 0.
 *
 * @param alternative - Of the mean of `a` against that of `b`.
 * @returns `undefined` when the differences are constant.
 * @throws ArgumentError when lengths differ, with fewer than 2 pairs, or a value not finite.
 * @see Student 1908. Golden numbers: scipy 1.17.1 `ttest_rel`
 *   (`test/golden/quant/hypothesis.json`).
 */
export function pairedTTest(
  a: Float64Array,
  b: Float64Array,
  alternative: Alternative = 'two-sided',
): TTest | undefined {
  requireSeries('a', a, 2)
  requireSeries('b', b, 2)
  requireSameLength('a', a, 'b', b)
  return oneSampleTTest(
    a.map((value, i) => value - (b[i] as number)),
    0,
    alternative,
  )
}

function tTest(
  difference: number,
  squared: number,
  degrees: number,
  alternative: Alternative,
): TTest | undefined {
  if (!(squared > 0)) return undefined
  const statistic = difference / Math.sqrt(squared)
  const below = studentTCdf(statistic, degrees)
  const probability = alternativeProbability(alternative, below, studentTCdf(-statistic, degrees))
  return { statistic, probability, degrees, difference }
}

/** Of a mean. */
function squaredError(values: Float64Array): number {
  return (variance(values) ?? 0) / values.length
}
