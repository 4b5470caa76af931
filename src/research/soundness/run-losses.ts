import { dayUs } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'

/**
 * The largest loss of one trade, as a share of the equity when it was begun. 0 without a loss.
 * After fees; what is still open is not counted.
 */
export function worstTradeLoss({ trades, equity, startEquity }: RunResult): number {
  let worst = 0
  for (const { tsEntry, netPnl } of trades)
    worst = Math.max(worst, -netPnl / equityBefore(equity, startEquity, tsEntry))
  return worst
}

/** The largest loss since midnight UTC, as a share of the equity then, at any bar of any day. */
export function worstDayLoss({ equity: { ts, equity, length }, startEquity }: RunResult): number {
  let [worst, day, opened, last] = [0, Number.NaN, startEquity, startEquity]
  for (let row = 0; row < length; row += 1) {
    // A bar that closes at midnight is of the day that it ends.
    const today = Math.ceil((ts[row] as number) / dayUs)
    if (today !== day) {
      opened = last
      day = today
    }
    last = equity[row] as number
    if (opened > 0) worst = Math.max(worst, 1 - last / opened)
  }
  return worst
}

/** Equity at the last bar before `at`. */
export function equityBefore(
  { ts, equity, length }: RunResult['equity'],
  start: number,
  at: number,
): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ts[middle] as number) < at) low = middle + 1
    else high = middle
  }
  return low === 0 ? start : (equity[low - 1] as number)
}
