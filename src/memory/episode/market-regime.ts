import { hourUs } from '../../domain/index.ts'
import { meanOver, moveOver, usualMove, type WindowFacts } from './window-moves.ts'

/** What is told apart in a market, part by part. @see SPEC Q4. */
export const regimeParts = {
  volatility: ['calm', 'usual', 'wild'],
  spread: ['tight', 'wide'],
  trend: ['down', 'flat', 'up'],
  session: ['asia', 'europe', 'america'],
} as const

/** Raised when what makes a regime changes: episodes of another version are of another kind. */
export const regimeVersion = 1

/** A regime, as positions in `regimeParts`. */
export type MarketRegime = {
  readonly volatility: number
  readonly spread: number
  readonly trend: number
  readonly session: number
}

/** Bars of now, and of what is usual. */
const [soon, usually, trendBars] = [24, 256, 48]
/** Below it times the usual move a market is calm, above the other it is wild. */
const [calmBelow, wildAbove] = [0.75, 1.5]

/**
 * What the market is like at the end of a window, from the window alone: moves of a day of hourly
 * bars beside the usual ones, the spread that highs and lows tell beside the usual one, how far two
 * days of hourly bars have gone beside what chance goes, and the third of the day, UTC.
 *
 * @param ts - Of the moment. Unit: us.
 */
export function regimeOf({ moves, spreads }: WindowFacts, ts: number): MarketRegime {
  const ratio = usualMove(moves, soon) / usualMove(moves, usually)
  const went = moveOver(moves, trendBars) / (usualMove(moves, trendBars) * Math.sqrt(trendBars))
  const hour = Math.floor(ts / hourUs) % 24
  return {
    volatility: ratio < calmBelow ? 0 : ratio > wildAbove ? 2 : 1,
    spread: meanOver(spreads, soon) > meanOver(spreads, usually) ? 1 : 0,
    trend: went > 1 ? 2 : went < -1 ? 0 : 1,
    session: Math.floor(hour / 8),
  }
}

/** A regime in words: `calm, tight, up, europe`. */
export function regimeText(of: MarketRegime): string {
  const { volatility, spread, trend, session } = regimeParts
  const words = [volatility[of.volatility], spread[of.spread], trend[of.trend], session[of.session]]
  return words.join(', ')
}
