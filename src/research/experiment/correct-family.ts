import { adjustProbabilities } from '../../quant/index.ts'

/** How many tests are corrected for: the family-wise rate, or the share of false finds. */
export const corrections = ['holm', 'bonferroni', 'benjamini-hochberg'] as const
export type Correction = (typeof corrections)[number]

/**
 * The probabilities of `own` tests, corrected for all of them and for `others` that were made on
 * the same data before.
 *
 * @see `adjustProbabilities`.
 */
export function correctFamily(
  own: readonly number[],
  others: readonly number[],
  correction: Correction,
): readonly number[] {
  if (own.length === 0) return []
  const all = adjustProbabilities([...own, ...others], correction)
  return [...all.probabilities.subarray(0, own.length)]
}
