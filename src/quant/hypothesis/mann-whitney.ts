import { requireSeries, requireWhole } from '../argument.ts'
import { normalCdf } from '../normal.ts'
import {
  type Alternative,
  alternativeProbability,
  requireAlternative,
  type TestResult,
} from './alternative.ts'

/** How to run a Mann-Whitney test. */
export type MannWhitneyOptions = {
  /** Of the values of `a` against those of `b`; two-sided by default. */
  readonly alternative?: Alternative
  /** Product of the sizes up to which the probability is exact, without ties. 400 by default. */
  readonly exactMax?: number
}

/**
 * Whether values of one sample tend to be larger than those of the other, by the number of pairs in
 * which that of `a` is: a tie counts a half. Exact for small samples without ties; else normal,
 * with corrections for ties and for continuity.
 *
 * @returns `undefined` when all values are equal.
 * @throws ArgumentError when a sample is empty or has a value not finite, or `exactMax` is not
 *   whole.
 * @see Mann and Whitney 1947. Golden numbers: scipy 1.17.1 `mannwhitneyu`, exact and asymptotic
 *   (`test/golden/quant/hypothesis.json`).
 */
export function mannWhitney(
  a: Float64Array,
  b: Float64Array,
  { alternative = 'two-sided', exactMax = 400 }: MannWhitneyOptions = {},
): TestResult | undefined {
  requireSeries('a', a, 1)
  requireSeries('b', b, 1)
  requireAlternative(alternative)
  requireWhole('exactMax', exactMax, 0)
  const { statistic, tieSum } = countWins(a, b)
  const pairs = a.length * b.length
  if (tieSum === 0 && pairs <= exactMax) {
    const below = exactShare(a.length, b.length, statistic)
    const above = exactShare(a.length, b.length, pairs - statistic)
    return { statistic, probability: alternativeProbability(alternative, below, above) }
  }
  const all = a.length + b.length
  const variance = (pairs / 12) * (all + 1 - tieSum / (all * (all - 1)))
  if (!(variance > 0)) return undefined
  const gap = statistic - pairs / 2
  const below = normalCdf((gap + 0.5) / Math.sqrt(variance))
  const above = normalCdf((0.5 - gap) / Math.sqrt(variance))
  return { statistic, probability: alternativeProbability(alternative, below, above) }
}

/** @returns Pairs won by `a`, and the sum of t³ - t over groups of t equal values. */
function countWins(a: Float64Array, b: Float64Array): { statistic: number; tieSum: number } {
  const left = Float64Array.from(a).sort()
  const right = Float64Array.from(b).sort()
  let [i, j, statistic, tieSum] = [0, 0, 0, 0]
  while (i < left.length || j < right.length) {
    const value = Math.min(left[i] ?? Infinity, right[j] ?? Infinity)
    let [ofLeft, ofRight] = [0, 0]
    for (; left[i] === value; i += 1) ofLeft += 1
    for (; right[j] === value; j += 1) ofRight += 1
    statistic += ofLeft * (j - ofRight + ofRight / 2)
    const group = ofLeft + ofRight
    tieSum += group * group * group - group
  }
  return { statistic, tieSum }
}

/** Share of the orders of two samples without ties in which the first wins at most `wins` pairs. */
function exactShare(m: number, n: number, wins: number): number {
  const counts = new Float64Array(m * n + 1)
  counts[0] = 1
  // The generating function: the product of (1 - x^(n + k)) / (1 - x^k).
  for (let k = 1; k <= m; k += 1) {
    for (let u = m * n; u >= n + k; u -= 1)
      counts[u] = (counts[u] as number) - (counts[u - n - k] as number)
    for (let u = k; u <= m * n; u += 1)
      counts[u] = (counts[u] as number) + (counts[u - k] as number)
  }
  let all = 0
  let below = 0
  for (let u = 0; u <= m * n; u += 1) {
    all += counts[u] as number
    if (u <= wins) below += counts[u] as number
  }
  return below / all
}
