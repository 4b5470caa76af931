import { type Instrument, signOf } from '../../domain/index.ts'
import type { FillRow, RunResult } from '../../engine/index.ts'
import type { Limits } from '../../risk/index.ts'
import { equityBefore } from './run-losses.ts'

export type ExposurePeak = {
  /** The most that an order which added risk came to, of what was allowed: 1 is all of it. */
  readonly shareOfLimit: number
  /** Which limit that was. */
  readonly limit: 'positionMax' | 'concentrationMax' | 'grossMax' | undefined
}

type Held = { readonly instrument: Instrument; lots: number; ticks: number }

/**
 * How near to its limits what was held ever came, after fills that added to it. Each is valued at
 * the price at which its order was decided: what a price does afterwards is nobody's order.
 */
export function exposurePeak(run: RunResult, limits: Limits): ExposurePeak {
  const held: readonly Held[] = run.instruments.map((instrument) => ({
    ...{ instrument, lots: 0, ticks: 0 },
  }))
  let peak: ExposurePeak = { shareOfLimit: 0, limit: undefined }
  for (const fill of run.fills) {
    const at = held[fill.instrument] as Held
    const before = Math.abs(at.lots)
    take(at, fill)
    if (Math.abs(at.lots) <= before) continue
    const equity = equityBefore(run.equity, run.startEquity, fill.ts)
    const found = sharesOf(held, at, limits, equity)
    if (found.shareOfLimit > peak.shareOfLimit) peak = found
  }
  return peak
}

function take(at: Held, { side, quantity, arrival }: FillRow): void {
  at.lots += signOf(side) * quantity
  at.ticks = arrival
}

function sharesOf(held: readonly Held[], own: Held, limits: Limits, equity: number): ExposurePeak {
  const of = (those: readonly Held[]): number =>
    those.reduce((sum, each) => sum + valueOf(each), 0) / equity
  const asset = held.filter(({ instrument }) => instrument.base === own.instrument.base)
  const shares = [
    { limit: 'positionMax', shareOfLimit: of([own]) / limits.positionMax },
    { limit: 'concentrationMax', shareOfLimit: of(asset) / limits.concentrationMax },
    { limit: 'grossMax', shareOfLimit: of(held) / limits.grossMax },
  ] as const
  return shares.reduce((a, b) => (b.shareOfLimit > a.shareOfLimit ? b : a))
}

/** Quote units. */
function valueOf({ instrument: { tickSize, lotSize }, lots, ticks }: Held): number {
  return Math.abs(lots) * lotSize * ticks * tickSize
}
