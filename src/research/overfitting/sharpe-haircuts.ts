import type { TrialOutcome } from '../../engine/index.ts'
import {
  type Adjustment,
  type HaircutSharpe,
  haircutSharpe,
  sharpeProbability,
  type TestedSharpe,
} from '../../quant/index.ts'

/** What is left of the Sharpe ratio by three ways to answer for many tests. Ratios are annual. */
export type SharpeHaircuts = {
  readonly bonferroni: HaircutSharpe
  readonly holm: HaircutSharpe
  readonly benjaminiYekutieli: HaircutSharpe
}

/**
 * The haircuts of Harvey and Liu, of the trials that were made. A trial not settled, or not above
 * 0, counts as a test that found nothing: losses, however certain, make no gain more likely.
 *
 * @param of - Of the run, per period.
 * @param trials - Distinct configurations tried, this one included; above the number of `others`.
 * @returns `undefined` for a ratio not above 0, or one whose probability is too small for a number.
 */
export function sharpeHaircuts(
  of: TestedSharpe,
  others: readonly TrialOutcome[],
  trials: number,
  perYear: number,
): SharpeHaircuts | undefined {
  const probabilities = new Float64Array(trials - 1).fill(1)
  others.forEach((outcome, i) => {
    probabilities[i] = probabilityOf(outcome)
  })
  const yearly = Math.sqrt(perYear)
  const by = (adjustment: Adjustment): HaircutSharpe | undefined => {
    const cut = haircutSharpe({ sharpe: of.sharpe, count: of.count }, probabilities, adjustment)
    return cut === undefined ? undefined : { ...cut, sharpe: cut.sharpe * yearly }
  }
  const [bonferroni, holm] = [by('bonferroni'), by('holm')]
  const benjaminiYekutieli = by('benjamini-yekutieli')
  return bonferroni && holm && benjaminiYekutieli && { bonferroni, holm, benjaminiYekutieli }
}

function probabilityOf({ sharpe, samples }: TrialOutcome): number {
  if (sharpe === undefined || !(sharpe > 0) || samples < 2) return 1
  return sharpeProbability({ sharpe, count: samples })
}
