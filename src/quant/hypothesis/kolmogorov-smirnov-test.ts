import { requireSeries, requireWhole } from '../argument.ts'
import { ksDistance } from '../kolmogorov-smirnov.ts'
import { kolmogorovTail } from '../kolmogorov-tail.ts'
import type { TestResult } from './alternative.ts'
import { exactKolmogorovTail } from './kolmogorov-law.ts'
import { pathsOutside } from './paths-outside.ts'

/**
 * Whether a sample follows a law known before, by the largest distance of its share below a value
 * from the law's.
 *
 * @param cdf - The law: the share that should lie below a value. Continuous.
 * @param exactMax - Values up to which the probability is exact; above it is the limit for many.
 *   Whole, 0 to 1000; 100 by default.
 * @throws ArgumentError when `sample` is empty or has a value not finite, or `exactMax` is out of
 *   range.
 * @see Kolmogorov 1933; Marsaglia, Tsang and Wang 2003. Golden numbers: scipy 1.17.1 `kstest`,
 *   exact and asymp (`test/golden/quant/hypothesis.json`).
 */
export function ksTest(
  sample: Float64Array,
  cdf: (x: number) => number,
  exactMax = 100,
): TestResult {
  requireSeries('sample', sample, 1)
  requireWhole('exactMax', exactMax, 0, 1000)
  const count = sample.length
  const statistic = ksDistance(sample, cdf) ?? 0
  const probability =
    count <= exactMax
      ? exactKolmogorovTail(statistic, count)
      : kolmogorovTail(statistic * Math.sqrt(count))
  return { statistic, probability }
}

/**
 * Whether two samples follow one law, by the largest distance between their shares below a value.
 * Exact for continuous laws; with ties it errs on the side of the null.
 *
 * @param exactMax - Product of the sizes up to which the probability is exact; above it is the
 *   limit for many. Whole, 0 or more; 10000 by default.
 * @throws ArgumentError when a sample is empty or has a value not finite, or `exactMax` is out of
 *   range.
 * @see Smirnov 1939; Hodges 1957. Golden numbers: scipy 1.17.1 `ks_2samp`, exact; the limit as R
 *   4.2.2 `ks.test` has it (`test/golden/quant/hypothesis.json`).
 */
export function twoSampleKsTest(a: Float64Array, b: Float64Array, exactMax = 10_000): TestResult {
  requireSeries('a', a, 1)
  requireSeries('b', b, 1)
  requireWhole('exactMax', exactMax, 0)
  const product = a.length * b.length
  const steps = largestStep(Float64Array.from(a).sort(), Float64Array.from(b).sort())
  const statistic = steps / product
  const probability =
    product <= exactMax
      ? pathsOutside(a.length, b.length, steps)
      : kolmogorovTail(statistic * Math.sqrt(product / (a.length + b.length)))
  return { statistic, probability }
}

/** The largest distance in whole steps of 1 / (a.length × b.length), free of rounding. */
function largestStep(a: Float64Array, b: Float64Array): number {
  let [i, j, largest] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] as number, b[j] as number)
    while (i < a.length && a[i] === value) i += 1
    while (j < b.length && b[j] === value) j += 1
    largest = Math.max(largest, Math.abs(i * b.length - j * a.length))
  }
  return largest
}
