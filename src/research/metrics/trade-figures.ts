import type { Trade } from '../../engine/index.ts'
import { deviation, quantile } from '../../quant/index.ts'

/** Round trips, counted. Money in quote units, after fees; `undefined` with nothing to divide. */
export type TradeFigures = {
  readonly count: number
  readonly wins: number
  readonly losses: number
  /** Wins over all trades, 0…1. A trade that ended at exactly 0 is neither win nor loss. */
  readonly winRate: number | undefined
  /** Sum of wins over sum of losses. */
  readonly profitFactor: number | undefined
  /** Why there is no profit factor, when there is none. */
  readonly profitFactorAbsent: 'no trades' | 'no losing trade' | undefined
  /** Mean result of a trade, with its 95 % interval (mean ± 1.96 standard errors). */
  readonly expectancy: number | undefined
  readonly expectancyInterval: readonly [low: number, high: number] | undefined
  readonly averageWin: number | undefined
  /** Negative. */
  readonly averageLoss: number | undefined
  /** Average win over the size of the average loss. */
  readonly payoff: number | undefined
  /** Most wins, most losses in a row, in order of exit. */
  readonly winStreak: number
  readonly lossStreak: number
  readonly holding: {
    readonly medianUs: number | undefined
    readonly meanUs: number | undefined
    readonly longestUs: number | undefined
  }
}

/** Measures the closed trades of a run. @param trades - In order of exit. */
export function tradeFigures(trades: readonly Trade[]): TradeFigures {
  return figuresOfTrades(
    Float64Array.from(trades, (trade) => trade.netPnl),
    Float64Array.from(trades, (trade) => trade.tsExit - trade.tsEntry),
  )
}

/**
 * The same of results alone.
 *
 * @param results - What each trade made after fees, in quote units, in order of exit.
 * @param held - How long each was held, microseconds.
 */
export function figuresOfTrades(results: Float64Array, held: Float64Array): TradeFigures {
  const wins = results.filter((result) => result > 0)
  const losses = results.filter((result) => result < 0)
  const expectancy = meanOf(results)
  const averageWin = meanOf(wins)
  const averageLoss = meanOf(losses)
  return {
    count: results.length,
    wins: wins.length,
    losses: losses.length,
    winRate: results.length === 0 ? undefined : wins.length / results.length,
    profitFactor: losses.length === 0 ? undefined : sum(wins) / -sum(losses),
    profitFactorAbsent:
      losses.length > 0 ? undefined : results.length === 0 ? 'no trades' : 'no losing trade',
    expectancy,
    expectancyInterval: intervalOf(results, expectancy),
    averageWin,
    averageLoss,
    payoff:
      averageWin === undefined || averageLoss === undefined ? undefined : averageWin / -averageLoss,
    winStreak: longestRun(results, (result) => result > 0),
    lossStreak: longestRun(results, (result) => result < 0),
    holding: holdingOf(held),
  }
}

/** What a trade made on the money it moved: after fees, over the notional at entry. 0.01 is 1 %. */
export function tradeReturn(trade: Trade): number {
  return trade.netPnl / (trade.entryPrice * trade.quantity)
}

function holdingOf(held: Float64Array): TradeFigures['holding'] {
  return {
    medianUs: quantile(held, 0.5),
    meanUs: meanOf(held),
    longestUs: held.length === 0 ? undefined : held.reduce((a, b) => Math.max(a, b)),
  }
}

function intervalOf(
  results: Float64Array,
  middle: number | undefined,
): readonly [number, number] | undefined {
  const spread = deviation(results)
  if (middle === undefined || spread === undefined) return undefined
  const reach = (1.96 * spread) / Math.sqrt(results.length)
  return [middle - reach, middle + reach]
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}

function meanOf(values: Float64Array): number | undefined {
  return values.length === 0 ? undefined : sum(values) / values.length
}

function longestRun(results: Float64Array, counts: (result: number) => boolean): number {
  let longest = 0
  let run = 0
  for (const result of results) {
    run = counts(result) ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
