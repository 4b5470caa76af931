import { requireBetween, requirePositive, requireRecord, requireWhole } from '../argument.ts'
import { normalQuantile } from '../normal.ts'

const euler = 0.57721566490153286061

/**
 * The best Sharpe ratio to be expected of independent trials that all have none: the bar a chosen
 * strategy must clear.
 *
 * @param of.trials - Strategies tried, whole, 1 or more. Trials that are alike count as fewer.
 * @param of.sharpeVariance - Variance of the Sharpe ratios over the trials, in the period of the
 *   answer, squared. 0 or more.
 * @returns In the period of `sharpeVariance`; 0 for one trial.
 * @throws ArgumentError when an argument is out of range.
 * @see Bailey and López de Prado, "The deflated Sharpe ratio", 2014, equation 1. Golden number: its
 *   example, 0.1132 for 100 trials and a variance of 1/2 a year, 250 days.
 */
export function expectedMaximumSharpe(of: {
  readonly trials: number
  readonly sharpeVariance: number
}): number {
  requireRecord('of', of)
  requireWhole('trials', of.trials, 1)
  requireBetween('sharpeVariance', of.sharpeVariance, 0, Number.MAX_VALUE)
  return Math.sqrt(of.sharpeVariance) * expectedMaximum(of.trials)
}

/**
 * The years of record below which the best of `trials` strategies without skill is to be expected
 * to show a yearly Sharpe ratio of `sharpeYearly` in the sample.
 *
 * @param of.trials - Strategies tried, whole, 1 or more.
 * @param of.sharpeYearly - Above 0.
 * @returns Years; 0 for one trial.
 * @throws ArgumentError when an argument is out of range.
 * @see Bailey, Borwein, López de Prado and Zhu, "Pseudo-mathematics and financial charlatanism",
 *   2014, theorem 1. Golden number: 45 trials and a ratio of 1 need 5 years.
 */
export function minimumBacktestYears(of: {
  readonly trials: number
  readonly sharpeYearly: number
}): number {
  requireRecord('of', of)
  requireWhole('trials', of.trials, 1)
  requirePositive('sharpeYearly', of.sharpeYearly)
  const ratio = expectedMaximum(of.trials) / of.sharpeYearly
  return ratio * ratio
}

/** Of so many standard normal draws, by the law of extremes; the formula fails at 1 draw. */
function expectedMaximum(trials: number): number {
  if (trials === 1) return 0
  // The far quantile as its mirror near 0, where 1 / trials keeps its digits.
  const near = -normalQuantile(1 / trials)
  const far = -normalQuantile(1 / (trials * Math.E))
  return (1 - euler) * near + euler * far
}
