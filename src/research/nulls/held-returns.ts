import { markFactors, minorPerUnit, signOf } from '../../domain/index.ts'
import type { FillRow, RunResult } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'

/** Of one instrument, bar by bar: what was held through it, and how far the price went. */
export type HeldReturns = {
  /** Signed share of equity held from the open of a bar to the next. */
  readonly held: Float64Array
  /** From the open of a bar to the next open; that of the last bar, to its close. Fractions. */
  readonly moves: Float64Array
}

/**
 * What a run held and what the market did meanwhile, by instrument. An order at market is taken to
 * fill at the open of its bar, a stop or a target to end the position with its bar.
 */
export function heldReturns(run: RunResult, market: readonly LoadedBars[]): HeldReturns[] {
  const factors = markFactors(run.instruments)
  return market.map((of, i) => {
    const fills = run.fills.filter(({ instrument }) => instrument === i)
    const unit = (factors[i] as number) / minorPerUnit
    return { held: sharesHeld(run, of, fills, unit), moves: movesOf(of) }
  })
}

function movesOf({ bars }: LoadedBars): Float64Array {
  const moves = new Float64Array(bars.length)
  for (let row = 0; row < bars.length; row += 1) {
    const next = row + 1 < bars.length ? bars.open[row + 1] : bars.close[row]
    moves[row] = (next as number) / (bars.open[row] as number) - 1
  }
  return moves
}

/** @param unit - Quote units of one lot at one tick. */
function sharesHeld(
  { equity, startEquity }: RunResult,
  { bars }: LoadedBars,
  fills: readonly FillRow[],
  unit: number,
): Float64Array {
  const held = new Float64Array(bars.length)
  let lots = 0
  let next = 0
  let at = 0
  let own = startEquity
  for (let row = 0; row < bars.length; row += 1) {
    const ts = bars.ts[row] as number
    let ended = 0
    for (; next < fills.length && (fills[next] as FillRow).ts <= ts; next += 1) {
      const { side, quantity, role } = fills[next] as FillRow
      const signed = signOf(side) * quantity
      if (role === 'stop' || role === 'target') ended += signed
      else lots += signed
    }
    held[row] = own > 0 ? (lots * (bars.open[row] as number) * unit) / own : 0
    lots += ended
    for (; at < equity.length && (equity.ts[at] as number) <= ts; at += 1)
      own = equity.equity[at] as number
  }
  return held
}
