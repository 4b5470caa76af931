import type { JudgedBacktest } from '../../app/index.ts'
import type { RunResult, Trade } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { isOpen, summarise, summariseControls, summariseOverfitting } from '../../research/index.ts'
import { standingJson } from './backtest-risk-text.ts'

/** What the JSON of every command that judges a run begins with, after its name. */
export function judgedJson(judged: JudgedBacktest, market: readonly LoadedBars[]): object {
  const { run, metrics, hold, random, trials } = judged
  return {
    seed: run.seed,
    hash: run.hash,
    instruments: market.map(describe),
    bars: run.bars,
    from: new Date(run.from / 1_000).toISOString(),
    to: new Date(run.to / 1_000).toISOString(),
    summary: summarise(metrics),
    controls: summariseControls(hold, random),
    trials,
    overfitting: summariseOverfitting(judged.overfitting),
    verdict: judged.verdict,
    open: run.trades.filter(isOpen).map((trade) => openJson(trade, run)),
    mode: run.mode,
    halted: run.halted === undefined ? null : run.halted.reason,
    shut: run.shut.map((span) => ({ ...span, to: span.to ?? null })),
    refusals: run.refusals,
    cuts: run.cuts,
    standings: run.standings.map(standingJson),
  }
}

/** What is still held, as if it were left at its last price. */
function openJson(trade: Trade, run: RunResult): object {
  const { side, quantity, entryPrice, exitPrice, netPnl } = trade
  return {
    instrument: run.instruments[trade.instrument]?.id ?? '',
    ...{ side, quantity, entryPrice },
    since: new Date(trade.tsEntry / 1_000).toISOString(),
    lastPrice: exitPrice,
    lastPriceAt: new Date(trade.tsExit / 1_000).toISOString(),
    netPnl,
  }
}

function describe(of: LoadedBars): object {
  const { id, tick, lot } = of.instrument
  return { id, tick, lot, rows: of.bars.length, sha256: of.sha256 }
}
