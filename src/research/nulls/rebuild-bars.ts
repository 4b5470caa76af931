import { BarColumns } from '../../domain/index.ts'
import { columnsSha256, type LoadedBars } from '../../market/index.ts'

/** More ticks than any price has. A path of drawn moves is kept below. */
const ticksMost = 1e12

/**
 * Bars put together anew from the moves of `bars`. Each keeps its gap from the close before it, its
 * shape and its volume; the times stay, and so does row 0. Prices are whole ticks, at least 1; the
 * path itself is not rounded, so nothing drifts.
 *
 * @param order - The row whose move comes at row 1, 2, … : a value from 1 on for each but row 0.
 */
export function rebuildBars(bars: BarColumns, order: Uint32Array): BarColumns {
  const rebuilt = new BarColumns(bars.length)
  if (bars.length === 0) return rebuilt
  const { ts, open, high, low, close, volume } = bars
  const at = (column: Float64Array, row: number): number => column[row] as number
  rebuilt.push(at(ts, 0), at(open, 0), at(high, 0), at(low, 0), at(close, 0), at(volume, 0))
  let last = at(close, 0)
  for (let row = 1; row < bars.length; row += 1) {
    const from = order[row - 1] as number
    const start = last * (at(open, from) / at(close, from - 1))
    const scale = start / at(open, from)
    last = at(close, from) * scale
    const top = at(high, from) * scale
    pushWhole(rebuilt, at(ts, row), [start, top, at(low, from) * scale, last], at(volume, from))
  }
  return rebuilt
}

/** Adds a bar of prices between ticks, rounded to them. High and low stay around the others. */
export function pushWhole(
  bars: BarColumns,
  ts: number,
  prices: readonly [open: number, high: number, low: number, close: number],
  volume: number,
): void {
  const [open, high, low, close] = prices.map(wholeTicks) as [number, number, number, number]
  bars.push(ts, open, Math.max(open, high, close), Math.min(open, low, close), close, volume)
}

/** The nearest price there can be. @param price - Unit: ticks. */
function wholeTicks(price: number): number {
  return Math.max(1, Math.min(ticksMost, Math.round(price)))
}

/** `of` with other bars in it. @param label - What they are, for people. */
export function withBars(of: LoadedBars, bars: BarColumns, label: string): LoadedBars {
  const sources = of.sources.map((source) => ({ ...source, path: label }))
  return { ...of, bars, sha256: columnsSha256(bars), sources }
}
