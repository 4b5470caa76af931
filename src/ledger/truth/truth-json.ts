import { formatDecimal, type Json } from '../../base/index.ts'
import { formatTime, type Micros, moneyScale } from '../../domain/index.ts'
import type { TradeFigures } from './trade-figures.ts'
import type { FiguresByName, Truth } from './truth.ts'

/**
 * A truth as JSON: money as decimal text of the quote currency, times as UTC text, shares 0
 * to 1, holding times in seconds. What cannot be said, such as a profit factor without a loss, is
 * null: no infinity and no NaN is in it.
 */
export function truthJson(truth: Truth): { readonly [key: string]: Json } {
  const { trades, costs, orders, scans, signals } = truth
  return {
    asOf: formatTime(truth.asOf),
    from: timeOf(truth.from),
    currency: truth.quote,
    version: truth.version,
    mode: truth.mode,
    modeChanges: truth.modeChanges,
    alerts: truth.alerts,
    deposits: text(truth.deposits),
    equity: text(truth.equity),
    cash: text(truth.cash),
    netPnl: text(truth.net),
    realised: text(truth.realised),
    unrealised: text(truth.unrealised),
    returnShare: share(truth.net, truth.deposits),
    drawdownMax: truth.drawdownMax,
    drawdownNow: truth.drawdownNow,
    heldShare: truth.heldShare,
    openPositions: truth.openPositions,
    ...figuresJson(trades),
    fees: text(costs.fees),
    slippage: text(costs.slippage),
    turnover: text(costs.turnover),
    fills: costs.fills,
    breakEvenBps: costs.breakEvenBps ?? null,
    orders: { ...orders, fillsByRole: { ...orders.fillsByRole } },
    scans: scans.received,
    scansExpected: scans.expected,
    lastScan: timeOf(scans.lastTs),
    signals: signals.signals,
    entrySignals: signals.entries,
    acts: signals.acts,
    actRate: signals.signals === 0 ? null : signals.acts / signals.signals,
    refused: signals.refused,
    refusals: { ...signals.refusals },
    cuts: { ...signals.cuts },
    lastSignal: timeOf(signals.lastSignalTs),
    lastAct: timeOf(signals.lastActTs),
    week: figuresJson(truth.week),
    month: figuresJson(truth.month),
    byInstrument: namedJson(truth.byInstrument),
    byRegime: namedJson(truth.byRegime),
    byVersion: namedJson(truth.byVersion),
    bySide: namedJson(truth.bySide),
    byExit: namedJson(truth.byExit),
  }
}

function figuresJson(of: TradeFigures): { readonly [key: string]: Json } {
  return {
    trades: of.trades,
    wins: of.wins,
    losses: of.losses,
    winRate: of.trades === 0 ? null : of.wins / of.trades,
    tradesNet: text(of.net),
    tradesGross: text(of.gross),
    tradesFees: text(of.fees),
    expectancy: of.trades === 0 ? null : text(of.expectancy),
    profitFactor: of.lost === 0n ? null : share(of.won, -of.lost),
    feesOfGrossWins: share(of.fees, of.grossWon),
    bestTrade: text(of.bestNet),
    worstTrade: text(of.worstNet),
    losingRunMax: of.losingRunMax,
    losingRunNow: of.losingRunNow,
    winHeldSeconds: of.wins === 0 ? null : of.winHeldUs / 1e6 / of.wins,
    lossHeldSeconds: of.losses === 0 ? null : of.lossHeldUs / 1e6 / of.losses,
  }
}

function namedJson(named: FiguresByName): { readonly [key: string]: Json } {
  return Object.fromEntries(named.map(([name, figures]) => [name, figuresJson(figures)]))
}

function text(minor: bigint): string {
  return formatDecimal(minor, moneyScale)
}

/** @returns null where there is nothing to divide by. */
function share(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Number(part) / Number(whole)
}

function timeOf(ts: Micros | undefined): string | null {
  return ts === undefined ? null : formatTime(ts)
}
