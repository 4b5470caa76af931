import { minorPerUnit, signOf } from '../../domain/index.ts'
import type { FillRow, RunResult } from '../../engine/index.ts'

/** What trading cost, from the fills alone. Money in quote units, positive is paid. */
export type CostFigures = {
  readonly fills: number
  /** Sum of what changed hands, both sides. */
  readonly notional: number
  readonly fees: number
  /** Fill against the price at which the order was decided. */
  readonly slippage: number
  /** The same over notional, in basis points; `undefined` without fills. */
  readonly slippageBps: number | undefined
  readonly feesBps: number | undefined
}

/** Adds up the costs of a run. */
export function costFigures(run: Pick<RunResult, 'fills' | 'instruments'>): CostFigures {
  let notional = 0n
  let fees = 0n
  let slippage = 0
  for (const fill of run.fills) {
    notional += fill.notional
    fees += fill.fee
    slippage += slippageOf(fill, run.instruments)
  }
  const moved = Number(notional) / minorPerUnit
  const paid = Number(fees) / minorPerUnit
  return {
    fills: run.fills.length,
    notional: moved,
    fees: paid,
    slippage,
    slippageBps: moved === 0 ? undefined : (slippage / moved) * 10_000,
    feesBps: moved === 0 ? undefined : (paid / moved) * 10_000,
  }
}

/** (fill − arrival) × side × size, in quote units: positive when the fill was worse. */
function slippageOf(fill: FillRow, instruments: RunResult['instruments']): number {
  const instrument = instruments[fill.instrument]
  if (instrument === undefined) return 0
  const ticks = (fill.price - fill.arrival) * signOf(fill.side)
  return ticks * instrument.tickSize * (fill.quantity * instrument.lotSize)
}
