import { minorPerUnit, notional, signOf } from '../../domain/index.ts'
import type { FillRow, RunResult } from '../../engine/index.ts'
import { bookedPnl } from './booked-pnl.ts'

/** From what the decisions made to what was left, in minor quote units. */
export type CostWaterfall = {
  /** At the prices at which orders were decided, before anything was paid. */
  readonly gross: bigint
  /** Positive is paid. */
  readonly fees: bigint
  /** Fill against the price of the decision: positive when fills were worse. */
  readonly slippage: bigint
  /** What the ledger says: gross − fees − slippage, to the last unit. */
  readonly net: bigint
}

/** Adds up what a run paid. The books charge neither funding nor borrowing, so neither is here. */
export function costWaterfall(run: RunResult, marks: readonly number[]): CostWaterfall {
  const net = bookedPnl(run, marks).reduce((sum, pnl) => sum + pnl, 0n)
  let fees = 0n
  let slippage = 0n
  for (const fill of run.fills) {
    fees += fill.fee
    slippage += slippageOf(fill, run.instruments)
  }
  return { gross: net + fees + slippage, fees, slippage, net }
}

/** (fill − arrival) × side × size in minor quote units. */
export function slippageOf(fill: FillRow, instruments: RunResult['instruments']): bigint {
  const of = instruments[fill.instrument]
  if (of === undefined) return 0n
  const ticks = (fill.price - fill.arrival) * signOf(fill.side)
  const size = notional(of, Math.abs(ticks), fill.quantity, 'floor')
  return ticks < 0 ? -size : size
}

/** Minor units as quote units. */
export function unitsOf(minor: bigint): number {
  return Number(minor) / minorPerUnit
}
