import {
  backtest,
  type BacktestOptions,
  type BacktestSetup,
  type Desk,
  type RecordedTrial,
  type RunResult,
  type Trial,
  type TrialLedger,
} from '../engine/index.ts'
import type { OutsideColumns } from '../features/index.ts'
import type { LoadedBars, TickTape } from '../market/index.ts'
import { refuseMixed } from './open-market.ts'
import { randomTraders } from './random-traders.ts'
import { outcomeOf } from './trial-outcome.ts'
import {
  compareWithRandom,
  type HoldControl,
  holdControl,
  independentTrials,
  type Metrics,
  measure,
  type OverfittingFigures,
  overfittingFigures,
  type RandomComparison,
  type TrialEvidence,
  verdict,
  volumeSentences,
} from '../research/index.ts'

/** A run with the controls beside it and what they say about it. */
export type JudgedBacktest = {
  readonly run: RunResult
  readonly metrics: Metrics
  readonly hold: HoldControl
  readonly random: RandomComparison | undefined
  /** The trial, for those who run it again. */
  readonly recorded: RecordedTrial
  /** Distinct configurations tried on these data, this one included. */
  readonly trials: number
  /** What came of them. */
  readonly tried: TrialEvidence
  /** How far the figures can be believed after so many trials. */
  readonly overfitting: OverfittingFigures
  /** Two or three plain sentences. */
  readonly verdict: readonly string[]
}

export type JudgeOptions = {
  readonly setup: BacktestSetup
  readonly market: readonly LoadedBars[]
  /** What was recorded of the market, for the whole exchange to match in. */
  readonly tapes?: readonly TickTape[] | undefined
  /** What agents look at besides bars, by instrument. */
  readonly outside?: readonly OutsideColumns[] | undefined
  /** What is to be said of that, wherever the verdict is shown. */
  readonly sourceRemarks?: readonly string[] | undefined
  readonly trials: TrialLedger
  /** Told how many bars of all runs together are done. */
  readonly onProgress?: ((bars: number) => void) | undefined
  /** Shown the desk of the strategy on its way. */
  readonly looks?: BacktestOptions['looks']
  /** Shown the desk of the strategy as it stands at the end. */
  readonly onEnd?: ((desk: Desk) => void) | undefined
}

/** Runs a strategy, settles the trial, then runs the controls on the same bars at the same cost. */
export function judgeBacktest(options: JudgeOptions): JudgedBacktest {
  const { setup, market, tapes, outside, trials, onProgress, looks, onEnd } = options
  refuseMixed(market)
  const counted = backtest({ setup, market, tapes, outside, onProgress, looks, onEnd }, trials)
  const { run, trial, trials: count } = counted
  const metrics = measure(run)
  trials.settle(trial, outcomeOf(run, metrics))
  const tried = evidenceOf(trial, count, trials)
  const overfitting = overfittingFigures(metrics.curve, tried, run.seed)
  const bars = market.map((of) => of.bars)
  const hold = holdControl(run, metrics, bars, setup.costs)
  const random = compareWithRandom(metrics, randomTraders(options, run, measure))
  const { deflated } = overfitting
  const sentences = verdict({ run, metrics, hold, random, trials: count, deflated })
  const said = haltedFirst(run, sentences)
  const known = { recorded: counted.recorded, trials: count, tried }
  const thin = volumeSentences(run, market, setup.costs)
  return {
    run,
    metrics,
    hold,
    random,
    ...known,
    overfitting,
    verdict: [...said, ...thin, ...(options.sourceRemarks ?? [])],
  }
}

/** What the ledger knows of all that was tried on the data of a trial that was settled. */
export function evidenceOf(trial: Trial, count: number, trials: TrialLedger): TrialEvidence {
  const settled = trials.outcomes(trial.dataHash)
  const others = new Map(settled)
  others.delete(trial.configurationHash)
  return {
    trials: count,
    others: [...others.values()],
    effectiveTrials: independentTrials(count, settled.values()),
  }
}

/** That the desk stopped trading half-way is said before anything that follows from it. */
function haltedFirst(run: RunResult, sentences: readonly string[]): readonly string[] {
  if (run.halted === undefined) return sentences
  const at = new Date(run.halted.ts / 1_000).toISOString().slice(0, 10)
  const share = Math.round((100 * (run.halted.ts - run.from)) / (run.to - run.from))
  return [
    `Risk paused the desk on ${at}, ${share} % of the way (${run.halted.reason}): ` +
      'it took no new position after that.',
    ...sentences,
  ]
}
