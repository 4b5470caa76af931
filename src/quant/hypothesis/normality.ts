import { requireSeries } from '../argument.ts'
import { chiSquaredTail } from '../law/index.ts'
import { deviation, mean, moments } from '../moments.ts'
import { normalCdf } from '../normal.ts'
import type { TestResult } from './alternative.ts'

/** What a Jarque-Bera test found. */
export type JarqueBera = TestResult & {
  readonly skewness: number
  /** Not in excess: 3 when normal. */
  readonly kurtosis: number
}

/**
 * Whether a sample is normal, by its skewness and kurtosis. Its law is that of very many values:
 * with fewer than some 2000 it rejects too seldom.
 *
 * @returns `undefined` for equal values.
 * @throws ArgumentError with fewer than 2 values, or one not finite.
 * @see Jarque and Bera 1987. Golden numbers: scipy 1.17.1 `jarque_bera`
 *   (`test/golden/quant/hypothesis.json`).
 */
export function jarqueBera(values: Float64Array): JarqueBera | undefined {
  requireSeries('values', values, 2)
  const shape = moments(values)
  if (shape === undefined) return undefined
  const { count, skewness, kurtosis } = shape
  const excess = kurtosis - 3
  const statistic = (count / 6) * (skewness * skewness + (excess * excess) / 4)
  return { statistic, probability: chiSquaredTail(statistic, 2), skewness, kurtosis }
}

/**
 * Whether a sample is normal, by how far its whole law is off, the tails most; mean and deviation
 * are taken from the sample.
 *
 * @returns `undefined` for equal values.
 * @throws ArgumentError with fewer than 8 values, or one not finite.
 * @see Anderson and Darling 1952; probabilities of D'Agostino and Stephens 1986, table 4.9, good to
 *   three digits or so. Golden numbers: statsmodels 0.15.0 `normal_ad`
 *   (`test/golden/quant/hypothesis.json`).
 */
export function andersonDarling(values: Float64Array): TestResult | undefined {
  requireSeries('values', values, 8)
  const middle = mean(values)
  const spread = deviation(values)
  if (middle === undefined || spread === undefined || !(spread > 0)) return undefined
  const scores = values.map((value) => (value - middle) / spread).sort()
  const count = scores.length
  let sum = 0
  for (let i = 0; i < count; i += 1) {
    const below = normalCdf(scores[i] as number)
    const above = normalCdf(-(scores[count - 1 - i] as number))
    sum += (2 * i + 1) * (Math.log(below) + Math.log(above))
  }
  const statistic = -count - sum / count
  const adjusted = statistic * (1 + 0.75 / count + 2.25 / (count * count))
  return { statistic, probability: andersonTail(adjusted) }
}

function andersonTail(x: number): number {
  if (x < 0.2) return 1 - Math.exp(-13.436 + 101.14 * x - 223.73 * x * x)
  if (x < 0.34) return 1 - Math.exp(-8.318 + 42.796 * x - 59.938 * x * x)
  if (x < 0.6) return Math.exp(0.9177 - 4.279 * x - 1.38 * x * x)
  // Past 153 the fitted parabola would turn up again.
  return x < 153 ? Math.exp(1.2937 - 5.709 * x + 0.0186 * x * x) : 0
}
