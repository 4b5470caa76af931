import type { Agent } from '../../agents/index.ts'
import { assert } from '../../base/index.ts'
import {
  backtest,
  type BacktestSetup,
  type RunResult,
  type Trial,
  type TrialLedger,
} from '../../engine/index.ts'
import type { OutsideColumns } from '../../features/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import {
  bestByRatio,
  type CheckRow,
  gateRows,
  gateVerdict,
  holdControl,
  measure,
  type Metrics,
  notRun,
  overfittingFigures,
  repeatedRows,
} from '../../research/index.ts'
import { refuseMixed } from '../open-market.ts'
import { equallyLong } from './equally-long.ts'
import { withoutExcused } from './without-excused.ts'
import { evidenceOf } from '../run-backtest.ts'
import { nullsTotal, runNulls } from '../run-nulls.ts'
import { outcomeOf } from '../trial-outcome.ts'

export type GateOptions = {
  readonly setup: Omit<BacktestSetup, 'agents'>
  readonly market: readonly LoadedBars[]
  /** What agents look at besides bars, by instrument. */
  readonly outside?: readonly OutsideColumns[] | undefined
  /** Strategies to choose among, each by itself. One or more. */
  readonly family: readonly Agent[]
  readonly trials: TrialLedger
  /** Nulls in each distribution. Whole, 19 or more. */
  readonly draws: number
  /**
   * What is in force, for who tries again every night: every trial then counts for itself, and only
   * an improvement passes. See `repeatedRows`.
   */
  readonly champion?: Agent | undefined
  /** Told how many runs are done, of `gateTotal`. */
  readonly onProgress?: ((runs: number) => void) | undefined
}

/** Whether the best of some strategies may be believed. */
export type GateReport = {
  readonly verdict: 'pass' | 'fail' | 'NOT RUN'
  /** Position in the family of the best. */
  readonly chosen: number
  /** Distinct configurations ever tried on these data. */
  readonly trials: number
  readonly metrics: Metrics
  /** How much of the time risk let each of the family trade, in its order. */
  readonly family: readonly Pick<Metrics, 'awakeShare'>[]
  /** Of the run of the best. */
  readonly hash: string
  readonly rows: readonly CheckRow[]
}

/** One of the family, run. */
type Tried = {
  readonly run: RunResult
  readonly trial: Trial
  readonly metrics: Metrics
  /** Distinct configurations ever tried, when it had been. */
  readonly trials: number
  readonly returns: Float64Array
}

/** Runs that `runGate` takes at most. */
export function gateTotal(family: number, draws: number): number {
  return family + nullsTotal(draws)
}

/**
 * Runs a family of strategies, counts them, takes the one with the best Sharpe ratio and asks of it
 * all that stands between a backtest and belief: the deflated ratio, the probability of
 * overfitting, walking forward, and, when these are passed, its nulls, its costs and its biases.
 */
export function runGate(options: GateOptions): GateReport {
  const { setup, market, family, trials, draws, onProgress } = options
  refuseMixed(market)
  assert(family.length > 0, 'a gate is for one strategy or more')
  const tried = family.map((agent, i) => {
    const done = tryOut(agent, options)
    onProgress?.(i + 1)
    return done
  })
  const chosen = bestByRatio(tried.map(({ returns }) => returns))
  const { metrics, run, trial, trials: count } = tried[chosen] as Tried
  const total = Math.max(count, ...tried.map((each) => each.trials))
  const evidence = evidenceOf(trial, total, trials)
  const first = [
    ...gateRows({
      overfitting: overfittingFigures(metrics.curve, evidence, setup.seed),
      family: equallyLong(tried.map(({ returns }) => returns)),
    }),
    ...improvementRows(options, tried[chosen] as Tried, total),
  ]
  const rows = [
    ...first,
    ...(gateVerdict(first) === 'pass'
      ? nullRows({ ...options, agent: family[chosen] as Agent, draws })
      : [notRun('null tests', 'Not asked: it failed already.')]),
  ]
  return {
    ...{ verdict: gateVerdict(rows), chosen, trials: total, metrics, hash: run.hash, rows },
    family: tried.map((each) => ({ awakeShare: each.metrics.awakeShare })),
  }
}

/** Only where something is in force. */
function improvementRows(
  options: GateOptions,
  { run, metrics, returns }: Tried,
  trials: number,
): readonly CheckRow[] {
  const { champion, market, setup } = options
  if (champion === undefined) return []
  const bars = market.map((of) => of.bars)
  const hold = holdControl(run, metrics, bars, setup.costs).scaled.sampled.returns
  const [own = returns, before = returns] = equallyLong([
    returns,
    tryOut(champion, options).returns,
  ])
  return repeatedRows({ returns: own, champion: before, hold, trials })
}

function tryOut(agent: Agent, { setup, market, outside, trials }: GateOptions): Tried {
  const {
    run,
    trial,
    trials: count,
  } = backtest({ setup: { ...setup, agents: [agent] }, market, outside }, trials)
  const metrics = measure(run)
  trials.settle(trial, outcomeOf(run, metrics))
  return { run, trial, metrics, trials: count, returns: metrics.curve.sampled.returns }
}

function nullRows(options: GateOptions & { readonly agent: Agent }): readonly CheckRow[] {
  const { setup, market, outside, trials, draws, agent, family, onProgress } = options
  const report = runNulls({
    ...{ market, outside, trials, draws, setup: { ...setup, agents: [agent] } },
    onProgress: (runs) => onProgress?.(family.length + runs),
  })
  return withoutExcused([...report.nulls, ...report.bias])
}
