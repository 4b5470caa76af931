import { requireFinite, requireRecord, requireWhole } from '../argument.ts'
import { type Adjustment, adjustProbabilities } from '../hypothesis/index.ts'
import { studentTCdf, studentTQuantile } from '../law/index.ts'

/** A Sharpe ratio with the number of returns it was measured on. */
export type TestedSharpe = {
  /** Per period, not annualised. */
  readonly sharpe: number
  /** Number of returns. Whole, 2 or more. */
  readonly count: number
}

/** What is left of a Sharpe ratio when it answers for all that was tried. */
export type HaircutSharpe = {
  /** Of the ratio alone, two-sided. */
  readonly probability: number
  /** The same, adjusted for all tests. */
  readonly adjusted: number
  /** Per period: the ratio whose own probability is the adjusted one. */
  readonly sharpe: number
  /** Share of the ratio that was taken, 0 to 1. */
  readonly haircut: number
}

/**
 * Two-sided probability of a ratio at least as far from 0 when the true one is 0: Student's t of
 * ratio × √count, as for a mean.
 *
 * @returns 0 to 1; 0 where it is too small for a number.
 * @throws ArgumentError when the ratio is not finite, or the count not whole or below 2.
 */
export function sharpeProbability(of: TestedSharpe): number {
  requireRecord('of', of)
  requireFinite('sharpe', of.sharpe)
  requireWhole('count', of.count, 2)
  return Math.min(1, 2 * studentTCdf(-Math.abs(of.sharpe) * Math.sqrt(of.count), of.count - 1))
}

/**
 * The haircut of a Sharpe ratio that was found among others: its probability is adjusted for the
 * number of tests, and turned back into the ratio that has it. Harvey and Liu draw the others from
 * a model of published factors; here they are those that were tried.
 *
 * @param of - The ratio that was chosen.
 * @param others - Probabilities of the other tests, 0 to 1, in any order; 1 for one not known,
 *   which cuts the more.
 * @param adjustment - Bonferroni, Holm, and Benjamini-Yekutieli ('BHY') are those of the paper.
 * @returns `undefined` when the ratio is not above 0, or its probability is too small for a number.
 * @throws ArgumentError when an argument is out of range.
 * @see Harvey and Liu, "Backtesting", 2015. Golden numbers: scipy 1.17.1 and statsmodels 0.15.0
 *   (`test/golden/quant/haircut.json`).
 */
export function haircutSharpe(
  of: TestedSharpe,
  others: ArrayLike<number>,
  adjustment: Adjustment,
): HaircutSharpe | undefined {
  const probability = sharpeProbability(of)
  const all = adjustProbabilities([probability, ...Array.from(others)], adjustment)
  const adjusted = all.probabilities[0] as number
  if (!(of.sharpe > 0) || probability === 0) return undefined
  const left = -studentTQuantile(adjusted / 2, of.count - 1) / Math.sqrt(of.count)
  // Of one test the quantile gives the ratio back but for its last digits.
  const sharpe = adjusted === 1 ? 0 : Math.min(of.sharpe, left)
  return { probability, adjusted, sharpe, haircut: 1 - sharpe / of.sharpe }
}
