import { ArgumentError, requireBetween, requireInside, requireOneOf } from '../argument.ts'

/**
 * How to answer for many tests at once. Bonferroni, Holm and Hochberg hold the chance of any false
 * rejection (Hochberg for tests that are independent or positively dependent); Benjamini-Hochberg
 * (same dependence) and Benjamini-Yekutieli (any) hold the expected share of false ones among the
 * rejections.
 */
export type Adjustment =
  | 'bonferroni'
  | 'holm'
  | 'hochberg'
  | 'benjamini-hochberg'
  | 'benjamini-yekutieli'

const adjustments: readonly Adjustment[] = [
  'bonferroni',
  'holm',
  'hochberg',
  'benjamini-hochberg',
  'benjamini-yekutieli',
]

/** Many tests, answered for at once. */
export type AdjustedProbabilities = {
  /** In the order given; each is the least level at which its test is rejected. At most 1. */
  readonly probabilities: Float64Array
  /** Which tests are rejected at the level. */
  readonly isRejected: readonly boolean[]
  readonly rejections: number
}

/**
 * Probabilities of many tests, adjusted for their number.
 *
 * @param probabilities - Of each test, 0 to 1, in any order.
 * @param level - Above 0 and below 1. A test is rejected when its adjusted probability is at most
 *   this.
 * @throws ArgumentError when an argument is out of range.
 * @see Holm 1979; Hochberg 1988; Benjamini and Hochberg 1995; Benjamini and Yekutieli 2001. Golden
 *   numbers: the 15 probabilities of Benjamini and Hochberg 1995 (4 rejections, by Bonferroni 3),
 *   statsmodels 0.15.0 `multipletests` (`test/golden/quant/hypothesis.json`).
 */
export function adjustProbabilities(
  probabilities: ArrayLike<number>,
  adjustment: Adjustment,
  level = 0.05,
): AdjustedProbabilities {
  requireInside('level', level, 0, 1)
  requireOneOf('adjustment', adjustment, adjustments)
  const raw = Float64Array.from(probabilities)
  if (raw.length === 0) throw new ArgumentError('probabilities must have at least 1 value, had 0')
  raw.forEach((value, i) => requireBetween(`probabilities[${i}]`, value, 0, 1))
  const order = Array.from(raw.keys()).sort((i, j) => (raw[i] as number) - (raw[j] as number))
  const adjusted = inOrder(
    Float64Array.from(order, (i) => raw[i] as number),
    adjustment,
  )
  const answer = new Float64Array(raw.length)
  order.forEach((from, rank) => {
    answer[from] = Math.min(1, adjusted[rank] as number)
  })
  const isRejected = Array.from(answer, (value) => value <= level)
  return { probabilities: answer, isRejected, rejections: isRejected.filter(Boolean).length }
}

/** @param sorted - Smallest first. */
function inOrder(sorted: Float64Array, adjustment: Adjustment): Float64Array {
  const count = sorted.length
  switch (adjustment) {
    case 'bonferroni':
      return sorted.map((value) => value * count)
    case 'holm':
      return runningMax(sorted.map((value, i) => value * (count - i)))
    case 'hochberg':
      return runningMin(sorted.map((value, i) => value * (count - i)))
    case 'benjamini-hochberg':
      return runningMin(sorted.map((value, i) => value * (count / (i + 1))))
    case 'benjamini-yekutieli': {
      const harmonic = harmonicSum(count)
      return runningMin(sorted.map((value, i) => value * harmonic * (count / (i + 1))))
    }
  }
}

/** From the front: a test is not rejected where one before it is not. */
function runningMax(values: Float64Array): Float64Array {
  for (let i = 1; i < values.length; i += 1)
    values[i] = Math.max(values[i] as number, values[i - 1] as number)
  return values
}

/** From the back: a test is rejected where one after it is. */
function runningMin(values: Float64Array): Float64Array {
  for (let i = values.length - 2; i >= 0; i -= 1)
    values[i] = Math.min(values[i] as number, values[i + 1] as number)
  return values
}

function harmonicSum(count: number): number {
  let sum = 0
  for (let k = count; k >= 1; k -= 1) sum += 1 / k
  return sum
}
