import type { Agent } from '../../agents/index.ts'
import { micros } from '../../domain/index.ts'
import {
  backtest,
  backtestNull,
  type BacktestSetup,
  curveRoom,
  type RunResult,
  type TrialLedger,
} from '../../engine/index.ts'
import type { OutsideColumns } from '../../features/index.ts'
import { liveStopwatch } from '../../kernel/index.ts'
import { type LoadedBars, scenarioNames } from '../../market/index.ts'
import {
  DecisionTimes,
  determinism,
  economicRealism,
  expectancyInterval,
  idleControl,
  latency,
  lookAheadRuns,
  memoryStability,
  type Metrics,
  measure,
  nullRuns,
  overfittingFigures,
  robustness,
  safetyInvariants,
  type Soundness,
  type SoundnessCategory,
  soundnessOf,
  type SoundnessThresholds,
  statisticalSanity,
  WatchedAgent,
} from '../../research/index.ts'
import { refuseMixed } from '../open-market.ts'
import { evidenceOf } from '../run-backtest.ts'
import { runBias } from '../run-bias.ts'
import { askNulls } from '../run-nulls.ts'
import { sharedStretches } from '../sweep/sweep-plan.ts'
import { outcomeOf } from '../trial-outcome.ts'
import { askThread } from './ask-thread.ts'
import { runScenarios } from './run-scenarios.ts'
import type { StrategyName } from './strategy-identity.ts'

export type SoundnessOptions = {
  readonly strategy: StrategyName
  /** The same, loaded. */
  readonly agent: Agent
  readonly setup: Omit<BacktestSetup, 'agents'>
  readonly market: readonly LoadedBars[]
  /** What it looks at besides bars, by instrument. */
  readonly outside?: readonly OutsideColumns[] | undefined
  /** Whether the bars were recorded, and not made up. */
  readonly isRecorded: boolean
  readonly thresholds: SoundnessThresholds
  readonly trials: TrialLedger
  readonly deskFolder: string
  /** Nulls in each distribution; 0 for no null tests. */
  readonly draws: number
  /** Bars of each scenario. */
  readonly scenarioBars: number
  /** Told how many runs are done, of `soundnessTotal`. */
  readonly onProgress?: ((runs: number) => void) | undefined
}

export type SoundnessReport = {
  readonly run: RunResult
  readonly metrics: Metrics
  readonly dataHash: string
  readonly trials: number
  readonly soundness: Soundness
}

/** The run, it again, in a thread, dearer and timed. */
const plainRuns = 5

/** Runs that `runSoundness` takes at most. */
export function soundnessTotal(draws: number): number {
  const nulls = draws === 0 ? 0 : nullRuns(draws)
  return plainRuns + lookAheadRuns + scenarioNames.length + nulls
}

/** Decisions whose times are left out: code that is new is slow. */
const coldDecisions = 1_000

/**
 * Looks at a strategy from seven sides. Its backtest is counted as a trial, as is that on each
 * scenario; all other runs are the same trial again or its nulls, by which nothing is chosen.
 * Latency and memory are measured here and now, and no run depends on them.
 *
 * @see `docs/soundness.md`.
 */
export async function runSoundness(options: SoundnessOptions): Promise<SoundnessReport> {
  const { market, outside, trials, onProgress, thresholds, isRecorded } = options
  refuseMixed(market)
  let runs = 0
  const onRun = (): void => {
    runs += 1
    onProgress?.(runs)
  }
  const watch = new WatchedAgent(options.agent)
  const setup = { ...options.setup, agents: [watch.agent] }
  const ran = backtest({ setup, market, outside }, trials)
  const watched = watch.take()
  const metrics = measure(ran.run)
  trials.settle(ran.trial, outcomeOf(ran.run, metrics))
  onRun()
  const of: Stage = { options, setup, ran, metrics, onRun }
  const categories = [
    ...(await reliability(of)),
    safetyInvariants({ run: ran.run, market, limits: setup.limits, watched }),
    measuredLatency(of),
    economy(of),
    robustness(
      {
        ...{ run: ran.run, market, expectations: options.agent.expectations },
        scenarios: runScenarios({ setup, trials, bars: options.scenarioBars, onRun }),
      },
      thresholds,
    ),
  ]
  const { run, trial, trials: count } = ran
  const soundness = soundnessOf(inOrder(categories), isRecorded)
  return { run, metrics, dataHash: trial.dataHash, trials: count, soundness }
}

/** A trial that was run, and what it takes to run it again. */
type Stage = {
  readonly options: SoundnessOptions
  readonly setup: BacktestSetup
  readonly ran: ReturnType<typeof backtest>
  readonly metrics: Metrics
  readonly onRun: () => void
}

/** Determinism, statistics and memory: what the thread and the bias detectors are needed for. */
async function reliability(of: Stage): Promise<readonly SoundnessCategory[]> {
  const { options, setup, ran, onRun } = of
  const { market, outside, strategy, deskFolder, thresholds } = options
  const elsewhere = await askThread({
    ...{ strategy, deskFolder, setup: options.setup },
    stretches: sharedStretches([{ market, outside, warmUntil: micros(0) }]),
  })
  onRun()
  const again = backtestNull(ran.recorded, { room: roomFor(market) }).hash
  onRun()
  const bias = runBias({ setup, market, outside, recorded: ran.recorded, onRun })
  const isRepainting = (name: string): boolean => name === 'asked again' || name === 'bar by bar'
  return [
    determinism({
      ...{ hash: ran.run.hash, again, elsewhere: elsewhere.hash, elsewhereWhy: elsewhere.why },
      rows: bias.filter(({ name }) => isRepainting(name)),
    }),
    statistics(
      of,
      bias.filter(({ name }) => !isRepainting(name)),
    ),
    memoryStability(elsewhere.endurance ?? elsewhere.why ?? 'no answer came', thresholds),
  ]
}

function statistics(
  { options, setup, ran, metrics, onRun }: Stage,
  rows: ReturnType<typeof runBias>,
): SoundnessCategory {
  const { market, trials, draws, thresholds } = options
  const { run, recorded, trial } = ran
  const tried = evidenceOf(trial, ran.trials, trials)
  const results = Float64Array.from(run.trades, ({ netPnl }) => netPnl)
  return statisticalSanity(
    {
      ...{ metrics, rows, expectancy: expectancyInterval(results, run.seed) },
      overfitting: overfittingFigures(metrics.curve, tried, run.seed),
      nulls: draws === 0 ? [] : askNulls({ run, recorded, setup, market, draws, onRun }),
    },
    thresholds,
  )
}

function measuredLatency({ options, ran, onRun }: Stage): SoundnessCategory {
  const times = new DecisionTimes(liveStopwatch)
  const before = idleControl(liveStopwatch)
  const room = roomFor(options.market)
  backtestNull(ran.recorded, { hear: (agent) => times.timed(agent), room })
  const after = idleControl(liveStopwatch)
  onRun()
  const decisions = times.times(coldDecisions)
  const control = Float64Array.from([...before, ...after])
  return latency({ decisions, control }, options.thresholds)
}

function economy({ options, setup, ran, metrics, onRun }: Stage): SoundnessCategory {
  const { market, thresholds } = options
  const dear = backtestNull(ran.recorded, { costFactor: thresholds.costFactor })
  onRun()
  const { participationMax } = setup.costs
  const of = { run: ran.run, metrics, market, dearer: measure(dear), participationMax }
  return economicRealism(of, thresholds)
}

function roomFor(market: readonly LoadedBars[]): ReturnType<typeof curveRoom> {
  return curveRoom(
    market.map(({ bars }) => bars),
    0,
  )
}

const shownOrder = [
  'determinism',
  'statistical sanity',
  'safety invariants',
  'latency',
  'economic realism',
  'memory stability',
  'robustness',
]

function inOrder(categories: readonly SoundnessCategory[]): readonly SoundnessCategory[] {
  const place = ({ name }: SoundnessCategory): number => shownOrder.indexOf(name)
  return categories.toSorted((a, b) => place(a) - place(b))
}
