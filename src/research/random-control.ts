import { minorPerUnit } from '../domain/index.ts'
import type { RunResult } from '../engine/index.ts'

/** Parameters of the `random` agent. */
export type RandomRates = {
  readonly entry: number
  readonly exit: number
  readonly exposure: number
  readonly short: number
}

/**
 * Rates at which a random trader trades as often as `run` did, holds as long and buys as much, so
 * that it pays the same costs: what remains between the two is the choice of moment.
 *
 * @returns `undefined` when the run closed no trade.
 */
export function randomRates(run: RunResult): RandomRates | undefined {
  const { trades, bars, intervalUs } = run
  if (trades.length === 0) return undefined
  const held = trades.reduce((sum, trade) => sum + (trade.tsExit - trade.tsEntry), 0) / intervalUs
  const flat = Math.max(1, bars - held)
  const shorts = trades.filter((trade) => trade.side === 'short').length
  return {
    entry: clamp(trades.length / flat, 1e-9, 1),
    // A bar passes between the decision to leave and the fill, as it does on the way in.
    exit: clamp(trades.length / Math.max(1, held - trades.length), 1e-9, 1),
    exposure: clamp(meanEntry(run), 0.0001, 1),
    short: shorts / trades.length,
  }
}

/** Mean size of an entry, as a share of the equity of its time. */
function meanEntry(run: RunResult): number {
  const { ts, equity, length } = run.equity
  let sum = 0
  let count = 0
  let row = 0
  for (const fill of run.fills) {
    if (fill.role !== 'entry') continue
    while (row < length - 1 && (ts[row] as number) < fill.ts) row += 1
    sum += Number(fill.notional) / minorPerUnit / (equity[row] as number)
    count += 1
  }
  return count === 0 ? 0 : sum / count
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max)
}
