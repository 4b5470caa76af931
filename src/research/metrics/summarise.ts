import { dayUs } from '../../domain/index.ts'
import type { CurveFigures } from './curve-figures.ts'
import type { RandomComparison, Standing } from './compare-with-random.ts'
import type { HoldControl } from './hold-control.ts'
import type { Metrics } from './measure.ts'
import { type Figure, figure } from '../figure.ts'

/** What a curve alone gives. Money in quote units, drawdown 0…1, the rest as the key says. */
export type CurveSummary = {
  readonly netPnl: Figure
  readonly returnPct: Figure
  readonly cagrPct: Figure
  readonly volatilityPct: Figure
  readonly sharpe: Figure
  readonly sharpeInterval: readonly [low: Figure, high: Figure]
  readonly sharpeSamples: number
  readonly sortino: Figure
  readonly calmar: Figure
  readonly drawdownMax: Figure
  readonly drawdownLongestDays: Figure
  readonly sampling: 'day' | 'hour' | 'bar'
}

/** `summary` of `backtest --json`. Keys are added, never renamed. Rates and shares are 0…1. */
export type Summary = CurveSummary & {
  readonly sharpeAutocorrelated: Figure
  readonly sharpeIsPositive: Figure
  readonly fills: number
  /** Those still open at the end included. */
  readonly trades: number
  readonly open: number
  readonly openPnl: Figure
  readonly shorts: number
  readonly winRate: Figure
  readonly profitFactor: Figure
  readonly profitFactorAbsent: string | null
  readonly expectancy: Figure
  readonly expectancyInterval: readonly [low: Figure, high: Figure]
  readonly averageWin: Figure
  readonly averageLoss: Figure
  readonly payoff: Figure
  readonly winStreak: number
  readonly lossStreak: number
  readonly holdingMedianSeconds: Figure
  readonly turnover: Figure
  readonly turnoverPerYear: Figure
  readonly exposureMean: Figure
  readonly timeInMarket: Figure
  /** Of the time in which new positions were allowed: less than 1 where risk put it to sleep. */
  readonly awakeShare: Figure
  readonly fees: Figure
  readonly feesBps: Figure
  readonly slippage: Figure
  readonly slippageBps: Figure
}

/** `controls` of `backtest --json`. */
export type ControlsSummary = {
  readonly hold: CurveSummary & {
    readonly atMeanExposure: CurveSummary & { readonly exposure: Figure }
    /** Strategy minus hold at its mean exposure, per sample, with a 95 % interval. */
    readonly excessPct: Figure
    readonly excessInterval: readonly [low: Figure, high: Figure]
  }
  readonly random: {
    readonly runs: number
    readonly returnPct: StandingSummary | null
    readonly sharpe: StandingSummary | null
    /** Why nothing is ranked, where some were run. */
    readonly absent: string | null
  }
}

type StandingSummary = { readonly mean: Figure; readonly sd: Figure; readonly rank: number }

/** Metrics as one flat record for JSON: finite numbers or null, never NaN or an infinity. */
export function summarise(metrics: Metrics): Summary {
  const { curve, trades, costs, exposure } = metrics
  return {
    ...summariseCurve(curve),
    sharpeAutocorrelated: figure(curve.sharpe?.autocorrelated),
    sharpeIsPositive: figure(curve.sharpe?.isPositive),
    fills: costs.fills,
    trades: trades.count,
    open: trades.open,
    openPnl: figure(trades.openPnl),
    shorts: trades.shorts,
    winRate: figure(trades.winRate),
    profitFactor: figure(trades.profitFactor),
    profitFactorAbsent: trades.profitFactorAbsent ?? null,
    expectancy: figure(trades.expectancy),
    expectancyInterval: pair(trades.expectancyInterval?.[0], trades.expectancyInterval?.[1]),
    averageWin: figure(trades.averageWin),
    averageLoss: figure(trades.averageLoss),
    payoff: figure(trades.payoff),
    winStreak: trades.winStreak,
    lossStreak: trades.lossStreak,
    holdingMedianSeconds: figure(scaled(trades.holding.medianUs, 1e-6)),
    turnover: figure(metrics.turnover),
    turnoverPerYear: figure(metrics.turnoverPerYear),
    exposureMean: figure(exposure.mean),
    timeInMarket: figure(exposure.timeInMarket),
    awakeShare: figure(metrics.awakeShare),
    fees: figure(costs.fees),
    feesBps: figure(costs.feesBps),
    slippage: figure(costs.slippage),
    slippageBps: figure(costs.slippageBps),
  }
}

/** The controls beside a summary. @param random - `undefined` when none was run. */
export function summariseControls(
  hold: HoldControl,
  random: RandomComparison | undefined,
): ControlsSummary {
  return {
    hold: {
      ...summariseCurve(hold.full),
      atMeanExposure: { ...summariseCurve(hold.scaled), exposure: figure(hold.exposure) },
      excessPct: figure(hold.excess?.meanPct),
      excessInterval: pair(hold.excess?.lowPct, hold.excess?.highPct),
    },
    random: {
      runs: random?.runs ?? 0,
      returnPct: summariseStanding(random?.returnPct),
      sharpe: summariseStanding(random?.sharpe),
      absent: random?.absent ?? null,
    },
  }
}

function summariseCurve(curve: CurveFigures): CurveSummary {
  return {
    netPnl: figure(curve.netPnl),
    returnPct: figure(curve.returnPct),
    cagrPct: figure(curve.cagrPct),
    volatilityPct: figure(curve.volatilityPct),
    sharpe: figure(curve.sharpe?.value),
    sharpeInterval: pair(curve.sharpe?.low, curve.sharpe?.high),
    sharpeSamples: curve.sampled.returns.length,
    sortino: figure(curve.sortino),
    calmar: figure(curve.calmar),
    drawdownMax: figure(curve.drawdowns.max),
    drawdownLongestDays: figure(curve.drawdowns.longestUs / dayUs),
    sampling: curve.sampled.every,
  }
}

function summariseStanding(standing: Standing | undefined): StandingSummary | null {
  if (standing === undefined) return null
  return { mean: figure(standing.mean), sd: figure(standing.sd), rank: standing.rank }
}

function pair(low: number | undefined, high: number | undefined): readonly [Figure, Figure] {
  return [figure(low), figure(high)]
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor
}
