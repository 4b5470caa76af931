import type { Agent } from '../../agents/index.ts'
import type { Json } from '../../base/index.ts'
import {
  backtest,
  backtestNull,
  type BacktestOptions,
  type BacktestSetup,
  type RunResult,
  type TrialLedger,
} from '../../engine/index.ts'
import { runLane } from '../../evolution/index.ts'
import { holdControl, measure } from '../../research/index.ts'
import { runNulls } from '../run-nulls.ts'
import type { Stretch } from '../sweep/sweep-plan.ts'
import { outcomeOf } from '../trial-outcome.ts'
import type { RunClaim } from './box-claims.ts'
import type { BoxLane } from './box-messages.ts'
import type { SoundRun } from './sound-rows.ts'

/** What a box runs on. */
export type Ground = { readonly setup: Omit<BacktestSetup, 'agents'>; readonly stretch: Stretch }

type ClaimOptions = {
  readonly onEnd?: BacktestOptions['onEnd']
  /** Whether it is run once more at twice the costs. */
  readonly isDear?: boolean
  /** Told of the run, which may be run again. */
  readonly onRun?: (ran: Pick<SoundRun, 'run' | 'recorded' | 'metrics'>) => void
}

/** Of the dearer run: the gate asks for one that survives it. */
const costFactor = 2

/**
 * A run of one module, by what it returned. Written down as a trial by whoever asks, who does not
 * take its figures for true before they are confirmed.
 */
export function runClaim(
  agent: Agent,
  ground: Ground,
  trials: TrialLedger,
  { onEnd, onRun, isDear = false }: ClaimOptions = {},
): RunClaim {
  const { setup, market, warmUntil } = { ...ground, ...ground.stretch }
  const options = { setup: { ...setup, agents: [agent] }, market, warmUntil }
  const { run, recorded } = backtest({ ...options, ...(onEnd && { onEnd }) }, trials)
  const metrics = measure(run)
  onRun?.({ run, recorded, metrics })
  const { sharpe, samples, fingerprint } = outcomeOf(run, metrics)
  const { every, returns } = metrics.curve.sampled
  const bars = market.map((of) => of.bars)
  const hold = holdControl(run, metrics, bars, setup.costs).scaled.sampled.returns
  const { netPnl, returnPct, drawdowns } = metrics.curve
  return {
    ...{ hash: run.hash, netPnl, returnPct, samples, fills: run.fills.length },
    ...{ isDaily: every === 'day', returns: [...returns], hold: [...hold] },
    ...{ sharpe: sharpe ?? null, fingerprint: fingerprint ?? null },
    dearSharpe: (isDear ? sharpeAt(backtestNull(recorded, { costFactor })) : undefined) ?? null,
    drawdownPct: 100 * drawdowns.max,
    trades: run.trades.filter(({ exitRole }) => exitRole !== 'open').length,
  }
}

function sharpeAt(run: RunResult): number | undefined {
  return outcomeOf(run, measure(run)).sharpe
}

/** The null tests and bias detectors of one module. */
export function nullsClaim(
  agent: Agent,
  { setup, stretch }: Ground,
  { draws, trials }: { readonly draws: number; readonly trials: TrialLedger },
): Json {
  const { market } = stretch
  const { nulls, bias } = runNulls({
    setup: { ...setup, agents: [agent] },
    ...{ market, trials, draws },
  })
  return [...nulls, ...bias].map(({ name, status, figures, why }) => ({
    ...{ name, status, why },
    figures: { ...figures },
  }))
}

/** A version on bars that came after its stage began. */
export function laneClaim(
  agents: { readonly agent: Agent; readonly before: Agent | undefined },
  { setup, stretch }: Ground,
  { lane, trials }: { readonly lane: BoxLane; readonly trials: TrialLedger },
): Json {
  const cash = (setup.cash * BigInt(lane.cashPpm)) / 1_000_000n
  const { daily, hold, ...rest } = runLane({
    ...agents,
    ...{ market: stretch.market, fromTs: lane.fromTs, isWatched: lane.isWatched, trials },
    setup: { ...setup, cash },
  })
  return { ...rest, breach: rest.breach ?? null, daily: [...daily], hold: [...hold] }
}
