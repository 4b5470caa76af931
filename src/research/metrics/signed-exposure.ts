import { type BarColumns, type Instrument, signOf } from '../../domain/index.ts'
import type { FillRow, RunResult } from '../../engine/index.ts'

/**
 * Time-weighted mean of longs less shorts, as a share of equity: what the mean of gross exposure is
 * for who never sells short.
 *
 * @param bars - One per instrument of the run.
 */
export function signedExposure(run: RunResult, bars: readonly BarColumns[]): number {
  const { length, ts, equity } = run.equity
  if (length === 0) return 0
  const value = new Float64Array(length)
  run.instruments.forEach((of, i) => {
    const fills = run.fills.filter(({ instrument }) => instrument === i)
    addValue(value, ts, { of, fills, bars: bars[i] as BarColumns })
  })
  let exposed = 0
  for (let row = 0; row < length; row += 1) {
    const now = ts[row] as number
    const held = row + 1 < length ? (ts[row + 1] as number) - now : run.intervalUs
    exposed += ((value[row] as number) / (equity[row] as number)) * held
  }
  return exposed / ((ts[length - 1] as number) - (ts[0] as number) + run.intervalUs)
}

type Held = {
  readonly of: Instrument
  readonly fills: readonly FillRow[]
  readonly bars: BarColumns
}

/** Adds what is held of one instrument at each time, quote units. */
function addValue(value: Float64Array, ts: Float64Array, { of, fills, bars }: Held): void {
  let lots = 0
  let next = 0
  let bar = bars.rowAt(ts[0] ?? 0)
  for (let row = 0; row < value.length; row += 1) {
    const now = ts[row] as number
    for (; next < fills.length && (fills[next] as FillRow).ts <= now; next += 1) {
      const { side, quantity } = fills[next] as FillRow
      lots += signOf(side) * quantity
    }
    while (bar + 1 < bars.length && (bars.ts[bar + 1] as number) <= now) bar += 1
    if (lots === 0) continue
    const price = (bars.close[bar] as number) * of.tickSize
    value[row] = (value[row] as number) + lots * of.lotSize * price
  }
}
