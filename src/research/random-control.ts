import type { BarColumns } from '../domain/index.ts'
import type { RunResult, Trade } from '../engine/index.ts'
import { awakeShare } from './metrics/awake-share.ts'
import { isOpen } from './metrics/trade-figures.ts'

/** Parameters of the `random` agent. */
export type RandomRates = {
  readonly entry: number
  readonly exit: number
  readonly exposure: number
  readonly short: number
}

/**
 * Rates at which a random trader trades as often as `run` did, holds as many bars and buys as much
 * at once as each of its positions came to, so that it pays the same costs: what remains between
 * the two is the choice of moment. `compareWithRandom` sees whether it does.
 *
 * @param bars - One per instrument of the run.
 * @returns `undefined` when the run closed no trade.
 */
export function randomRates(run: RunResult, bars: readonly BarColumns[]): RandomRates | undefined {
  const { trades } = run
  const left = trades.filter((trade) => !isOpen(trade)).length
  if (left === 0) return undefined
  const held = trades.reduce((sum, trade) => sum + barsHeld(trade, bars), 0)
  // What was asleep traded in none of the rest.
  const flat = Math.max(1, run.bars * awakeShare(run) - held)
  const shorts = trades.filter((trade) => trade.side === 'short').length
  return {
    entry: clamp(trades.length / flat, 1e-9, 1),
    // A bar passes between the decision to leave and the fill, as it does on the way in.
    exit: clamp(left / Math.max(1, held - left), 1e-9, 1),
    exposure: clamp(meanSize(run), 0.0001, 1),
    short: shorts / trades.length,
  }
}

/** By the bars there are: where some are missing it is held for longer than it is asked about. */
function barsHeld({ instrument, tsEntry, tsExit }: Trade, bars: readonly BarColumns[]): number {
  const columns = bars[instrument] as BarColumns
  return columns.rowAt(tsExit) - columns.rowAt(tsEntry)
}

/** Mean of the largest size that each position came to, as a share of the equity of its entry. */
function meanSize({ trades, equity }: RunResult): number {
  const sizes = trades.map(({ tsEntry, entryPrice, quantity }) => {
    const own = equity.equity[rowAt(equity, tsEntry)] as number
    return (entryPrice * quantity) / own
  })
  return sizes.reduce((sum, size) => sum + size, 0) / sizes.length
}

/** First row at or after `ts`, or the last. */
function rowAt({ ts, length }: RunResult['equity'], at: number): number {
  let low = 0
  let high = length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ts[middle] as number) < at) low = middle + 1
    else high = middle
  }
  return low
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max)
}
