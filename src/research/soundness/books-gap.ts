import { minorPerUnit, signOf } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'

/**
 * How far the equity at the end of a run is from what its fills alone come to: cash in and out,
 * fees, and what is left at the last close. Quote units; 0 but for rounding when they are right.
 */
export function booksGap(run: RunResult, market: readonly LoadedBars[]): number {
  let cash = 0n
  const lots = market.map(() => 0)
  for (const { side, notional, fee, instrument, quantity } of run.fills) {
    cash -= (side === 'buy' ? notional : -notional) + fee
    lots[instrument] = (lots[instrument] ?? 0) + signOf(side) * quantity
  }
  const left = market.reduce((sum, { instrument, bars }, i) => {
    const ticks = bars.length === 0 ? 0 : (bars.close[bars.length - 1] as number)
    return sum + (lots[i] ?? 0) * instrument.lotSize * ticks * instrument.tickSize
  }, 0)
  return run.startEquity + Number(cash) / minorPerUnit + left - run.endEquity
}
