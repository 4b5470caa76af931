import type { Trade } from '../../engine/index.ts'
import { deviation, quantile } from '../../quant/index.ts'

/**
 * Round trips, counted, and what is open at the end as if it were left at its last price. Money in
 * quote units, after fees; `undefined` with nothing to divide.
 */
export type TradeFigures = {
  readonly count: number
  /** Of these, still open at the end, and what they would have made. */
  readonly open: number
  readonly openPnl: number
  /** Of these, sold short. */
  readonly shorts: number
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

/** Measures the trades of a run. @param trades - In order of exit. */
export function tradeFigures(trades: readonly Trade[]): TradeFigures {
  const open = trades.filter(isOpen)
  return figuresOfTrades(
    Float64Array.from(trades, (trade) => trade.netPnl),
    Float64Array.from(trades, (trade) => trade.tsExit - trade.tsEntry),
    {
      open: open.length,
      openPnl: open.reduce((sum, { netPnl }) => sum + netPnl, 0),
      shorts: trades.filter(({ side }) => side === 'short').length,
    },
  )
}

/** Whether it was still held at the end. */
export function isOpen({ exitRole }: Trade): boolean {
  return exitRole === 'open'
}

/** What results alone do not tell. */
type TradeKinds = Pick<TradeFigures, 'open' | 'openPnl' | 'shorts'>

/**
 * The same of results alone.
 *
 * @param results - What each trade made after fees, in quote units, in order of exit.
 * @param held - How long each was held, microseconds.
 */
export function figuresOfTrades(
  results: Float64Array,
  held: Float64Array,
  kinds: TradeKinds,
): TradeFigures {
  const { wins, losses, won, lost, winStreak, lossStreak } = tally(results)
  const count = results.length
  const expectancy = meanOf(results)
  const averageWin = wins === 0 ? undefined : won / wins
  const averageLoss = losses === 0 ? undefined : lost / losses
  return {
    ...{ count, ...kinds, wins, losses },
    winRate: count === 0 ? undefined : wins / count,
    profitFactor: losses === 0 ? undefined : won / -lost,
    profitFactorAbsent: losses > 0 ? undefined : count === 0 ? 'no trades' : 'no losing trade',
    expectancy,
    expectancyInterval: intervalOf(results, expectancy),
    averageWin,
    averageLoss,
    payoff:
      averageWin === undefined || averageLoss === undefined ? undefined : averageWin / -averageLoss,
    winStreak,
    lossStreak,
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
    longestUs: largestOf(held),
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

function largestOf(values: Float64Array): number | undefined {
  let largest = values[0]
  for (const value of values) largest = Math.max(largest ?? value, value)
  return largest
}

type Tally = Record<'wins' | 'losses' | 'won' | 'lost' | 'winStreak' | 'lossStreak', number>

/** In one pass: a screen asks this of thousands of variants. */
function tally(results: Float64Array): Tally {
  const found: Tally = { wins: 0, losses: 0, won: 0, lost: 0, winStreak: 0, lossStreak: 0 }
  let winning = 0
  let losing = 0
  for (const result of results) {
    winning = result > 0 ? winning + 1 : 0
    losing = result < 0 ? losing + 1 : 0
    if (result > 0) {
      found.wins += 1
      found.won += result
      if (winning > found.winStreak) found.winStreak = winning
    } else if (result < 0) {
      found.losses += 1
      found.lost += result
      if (losing > found.lossStreak) found.lossStreak = losing
    }
  }
  return found
}

function meanOf(values: Float64Array): number | undefined {
  if (values.length === 0) return undefined
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}
