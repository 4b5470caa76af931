import type { TrialOutcome } from '../../engine/index.ts'
import {
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumBacktestYears,
  minimumTrackRecord,
  moments,
  probabilisticSharpe,
  type SharpeSample,
} from '../../quant/index.ts'
import type { CurveFigures } from '../metrics/curve-figures.ts'
import { type HeadlineIntervals, headlineIntervals } from './headline-intervals.ts'
import { type SharpeHaircuts, sharpeHaircuts } from './sharpe-haircuts.ts'
import { type SharpeVariance, sharpeVariance } from './sharpe-variance.ts'

/** What is known of everything that was tried on the data of a run. */
export type TrialEvidence = {
  /** Distinct configurations tried, this one included. Whole, 1 or more. */
  readonly trials: number
  /** What came of the others, those that were settled. Sampled like the run. */
  readonly others: readonly TrialOutcome[]
  /**
   * How many independent trials they come to, 1 or more; rounded up, and never above `trials`.
   * Left out, all count as independent, which deflates the most.
   */
  readonly effectiveTrials?: number | undefined
}

/** How far a Sharpe ratio can be believed after all that was tried. Ratios are annual. */
export type OverfittingFigures = {
  readonly trials: number
  readonly effectiveTrials: number
  /** Trials whose ratio is known, this one included. */
  readonly settled: number
  /** Probability that the true ratio is above 0, one trial alone (PSR). */
  readonly probabilistic: number | undefined
  /** Probability that it is above what the best of as many trials without skill shows (DSR). */
  readonly deflated: number | undefined
  /** Variance of ratios over trials, of annual ratios, and what it was taken from. */
  readonly sharpeVariance: SharpeVariance | undefined
  /** The best ratio to be expected of as many trials without skill. */
  readonly expectedMaximum: number | undefined
  /** Years of returns like these before PSR reaches 95 % (MinTRL). */
  readonly trackRecordYears: number | undefined
  /** Years below which the best of as many trials without skill is to be expected as good. */
  readonly backtestYearsMin: number | undefined
  /** Years of returns there are. */
  readonly recordYears: number
  readonly haircuts: SharpeHaircuts | undefined
  readonly intervals: HeadlineIntervals | undefined
  /** Why figures are missing, as sentences; empty when none is. */
  readonly absent: readonly string[]
}

/**
 * Returns other than 0 below which nothing is said. The error of a ratio is asymptotic: k equal
 * wins on any number of days have z = 2 sqrt(k), so that three lucky trades would be beyond doubt.
 * On noise that is held on 30 days PSR is above 0.95 in 7 % of cases, on one day in half of them.
 */
const activeMin = 30

/**
 * The statistics of overfitting of one run.
 *
 * @param curve - Of the run. Its sampled returns are what every figure rests on.
 * @param seed - Of the run: the bootstrap draws from a stream of its own.
 * @returns Figures that are finite, or `undefined` with a sentence in `absent`.
 * @see Bailey and López de Prado 2012 (PSR, MinTRL), 2014 (DSR); Bailey and others 2014 (minimum
 *   backtest length); Harvey and Liu 2015 (haircut); Politis and Romano 1994 (bootstrap).
 */
export function overfittingFigures(
  curve: CurveFigures,
  evidence: TrialEvidence,
  seed: number,
): OverfittingFigures {
  const { returns, perYear } = curve.sampled
  const trials = Math.max(evidence.trials, evidence.others.length + 1)
  const effectiveTrials = Math.min(
    trials,
    Math.max(1, Math.ceil(evidence.effectiveTrials ?? trials)),
  )
  const shape = activeReturns(returns) < activeMin ? undefined : moments(returns)
  const counted = { trials, effectiveTrials, recordYears: returns.length / perYear }
  const known = evidence.others.filter(({ sharpe }) => sharpe !== undefined).length
  if (shape === undefined) return { ...nothing, ...counted, settled: known, absent: [why(returns)] }
  const of = { ...shape, sharpe: shape.mean / Math.sqrt(shape.variance) }
  const intervals = headlineIntervals(curve, seed)
  return {
    ...counted,
    settled: known + 1,
    ...deflation(of, evidence.others, effectiveTrials, perYear),
    ...lengths(of, effectiveTrials, perYear),
    haircuts: sharpeHaircuts(of, evidence.others, trials, perYear),
    intervals,
    absent: missing(of, curve, intervals),
  }
}

const nothing = {
  probabilistic: undefined,
  deflated: undefined,
  sharpeVariance: undefined,
  expectedMaximum: undefined,
  trackRecordYears: undefined,
  backtestYearsMin: undefined,
  haircuts: undefined,
  intervals: undefined,
} as const

/** How many of the returns are not 0: on the others nothing was held. */
function activeReturns(returns: Float64Array): number {
  return returns.reduce((count, value) => (value === 0 ? count : count + 1), 0)
}

function why(returns: Float64Array): string {
  const active = activeReturns(returns)
  if (active < activeMin)
    return (
      `Nothing can be said of fewer than ${activeMin} returns other than 0; ` +
      `of ${returns.length} there are ${active}.`
    )
  return returns.some((value) => !Number.isFinite(value))
    ? 'Nothing can be said of returns that are not finite.'
    : 'Nothing can be said of returns that are all equal: they have no Sharpe ratio.'
}

type Deflation = Pick<
  OverfittingFigures,
  'probabilistic' | 'deflated' | 'sharpeVariance' | 'expectedMaximum'
>

function deflation(
  of: SharpeSample,
  others: readonly TrialOutcome[],
  trials: number,
  perYear: number,
): Deflation {
  const { value, from } = sharpeVariance(of, others)
  const tried = { trials, sharpeVariance: value }
  return {
    probabilistic: probabilisticSharpe(of),
    deflated: deflatedSharpe(of, tried),
    sharpeVariance: { value: value * perYear, from },
    expectedMaximum: expectedMaximumSharpe(tried) * Math.sqrt(perYear),
  }
}

function lengths(
  of: SharpeSample,
  trials: number,
  perYear: number,
): Pick<OverfittingFigures, 'trackRecordYears' | 'backtestYearsMin'> {
  const returns = minimumTrackRecord(of)
  const sharpeYearly = of.sharpe * Math.sqrt(perYear)
  return {
    trackRecordYears: returns === undefined ? undefined : returns / perYear,
    backtestYearsMin: of.sharpe > 0 ? minimumBacktestYears({ trials, sharpeYearly }) : undefined,
  }
}

function missing(
  of: SharpeSample,
  curve: CurveFigures,
  intervals: HeadlineIntervals | undefined,
): readonly string[] {
  return [
    of.sharpe > 0
      ? undefined
      : 'MinTRL, minimum backtest length and haircuts are those of a Sharpe above 0.',
    curve.cagrPct === undefined ? 'It spans less than 30 days: no interval of CAGR.' : undefined,
    intervals === undefined ? 'The bootstrap found no block length for these returns.' : undefined,
  ].filter((sentence) => sentence !== undefined)
}
