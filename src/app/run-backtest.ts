import { type Agent, agentByName } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import {
  backtest,
  backtestControl,
  type BacktestSetup,
  curveRoom,
  type RunResult,
  type Trial,
  type TrialLedger,
  type TrialOutcome,
} from '../engine/index.ts'
import type { LoadedBars, TickTape } from '../market/index.ts'
import { refuseMixed } from './open-market.ts'
import { outcomeOf } from './trial-outcome.ts'
import {
  compareWithRandom,
  type HoldControl,
  holdControl,
  type Metrics,
  measure,
  type OverfittingFigures,
  overfittingFigures,
  type RandomComparison,
  randomRates,
  verdict,
} from '../research/index.ts'

/** A run with the controls beside it and what they say about it. */
export type JudgedBacktest = {
  readonly run: RunResult
  readonly metrics: Metrics
  readonly hold: HoldControl
  readonly random: RandomComparison | undefined
  /** Distinct configurations tried on these data, this one included. */
  readonly trials: number
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
  readonly trials: TrialLedger
  /** Told how many bars of all runs together are done. */
  readonly onProgress?: ((bars: number) => void) | undefined
}

/** Random traders beside a run: as many as are done in about a second, at least 3, at most 19. */
export function randomRunsFor(bars: number): number {
  return Math.max(3, Math.min(19, Math.floor(5_000_000 / Math.max(1, bars))))
}

/** Runs a strategy, settles the trial, then runs the controls on the same bars at the same cost. */
export function judgeBacktest(options: JudgeOptions): JudgedBacktest {
  const { setup, market, tapes, trials, onProgress } = options
  refuseMixed(market)
  const { run, trial, trials: count } = backtest({ setup, market, tapes, onProgress }, trials)
  const metrics = measure(run)
  trials.settle(trial, outcomeOf(metrics))
  const tried = { trials: count, others: outcomesBeside(trial, trials) }
  const overfitting = overfittingFigures(metrics.curve, tried, run.seed)
  const bars = market.map((of) => of.bars)
  const hold = holdControl(run, metrics, bars, setup.costs)
  const random = compareWithRandom(metrics, randomRuns(options, run))
  const { deflated } = overfitting
  const sentences = verdict({ metrics, hold, random, trials: count, deflated })
  const said = haltedFirst(run, sentences)
  return { run, metrics, hold, random, trials: count, overfitting, verdict: said }
}

function outcomesBeside(trial: Trial, trials: TrialLedger): readonly TrialOutcome[] {
  const others = new Map(trials.outcomes(trial.dataHash))
  others.delete(trial.configurationHash)
  return [...others.values()]
}

function randomRuns({ setup, market, tapes, onProgress }: JudgeOptions, run: RunResult): Metrics[] {
  const rates = randomRates(run)
  if (rates === undefined) return []
  const kind = defined(agentByName('random'), 'the random control')
  const seated = kind.seat(rates)
  if (!seated.ok) return []
  const agents: readonly Agent[] = [seated.value]
  // Of a control only figures are kept, so all of them write their curves to the same place.
  const columns = market.map((of) => of.bars)
  const room = curveRoom(columns, 0)
  return Array.from({ length: randomRunsFor(run.bars) }, (_, n) => {
    const control = backtestControl({
      setup: { ...setup, agents, seed: setup.seed + n + 1 },
      market,
      tapes,
      room,
    })
    onProgress?.((n + 2) * run.bars)
    return measure(control)
  })
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
