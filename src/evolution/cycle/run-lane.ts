import type { Agent } from '../../agents/index.ts'
import type { Micros } from '../../domain/index.ts'
import { backtest, type BacktestSetup, type TrialLedger } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { holdControl, measure } from '../../research/index.ts'
import { championSeats } from './champion-seats.ts'
import type { LaneRecord } from './lane-verdict.ts'

/** A version on bars that came after its stage began; those before only warm it up. */
export type LaneTask = {
  readonly agent: Agent
  /** Whom risk puts back in its place; nobody for a version that is on trial. */
  readonly before?: Agent | undefined
  readonly setup: Omit<BacktestSetup, 'agents'>
  readonly market: readonly LoadedBars[]
  /** When its stage began. */
  readonly fromTs: Micros
  /** Whether risk takes it back, as on a desk: neither a yardstick nor whoever was brought back. */
  readonly isWatched: boolean
  readonly trials: TrialLedger
}

/** What became of it. */
export type LaneRun = LaneRecord & {
  /** Daily returns of holding at its mean exposure. */
  readonly hold: Float64Array
  /** SHA-256 of the run. */
  readonly hash: string
}

/**
 * Runs a version from the beginning of its stage, watched by risk as on a desk: where it loses too
 * much the one before takes over at that very bar. Daily returns are there from 30 days on, none
 * before.
 */
export function runLane(task: LaneTask): LaneRun {
  const { agent, before, setup, market, fromTs, isWatched, trials } = task
  const { agents, port, takenBack } = championSeats(agent, before, isWatched ? fromTs : 0)
  const { run, trial } = backtest(
    { setup: { ...setup, agents }, market, warmUntil: fromTs, champion: port },
    trials,
  )
  const metrics = measure(run)
  const { every, returns } = metrics.curve.sampled
  trials.settle(trial, { sharpe: undefined, samples: 0 })
  const bars = market.map((of) => of.bars)
  const hold = holdControl(run, metrics, bars, setup.costs).scaled.sampled.returns
  const isDaily = every === 'day'
  return {
    daily: isDaily ? returns : new Float64Array(0),
    hold: isDaily ? hold : new Float64Array(0),
    trades: run.trades.filter(({ exitRole }) => exitRole !== 'open').length,
    breach: takenBack(),
    hash: run.hash,
  }
}
