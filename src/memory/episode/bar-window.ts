import type { BarColumns } from '../../domain/index.ts'
import type { BarArrays } from '../../features/index.ts'

/** Bars that an embedding looks back on: the newest, and 256 moves before it. */
const windowBars = 257

/**
 * The newest bars up to row `row`, oldest first, over the same memory: nothing later is in reach.
 * They begin after the last bar that is none: not finite, upside down, or without a price above 0.
 */
export function windowAt(columns: BarColumns, row: number): BarArrays {
  const to = row + 1
  let from = to
  while (from > 0 && from > to - windowBars && isSound(columns, from - 1, to)) from -= 1
  return between(columns, from, to)
}

/** The newest `bars` of a window, or all of it where it has fewer. */
export function newestOf(window: BarArrays, bars: number): BarArrays {
  const to = window.close.length
  return between(window, Math.max(0, to - bars), to)
}

function between(bars: BarArrays, from: number, to: number): BarArrays {
  return {
    ts: bars.ts.subarray(from, to),
    open: bars.open.subarray(from, to),
    high: bars.high.subarray(from, to),
    low: bars.low.subarray(from, to),
    close: bars.close.subarray(from, to),
    volume: bars.volume.subarray(from, to),
  }
}

/** Whether a row is a bar, and not later than the one after it. @param to - End of the rows. */
function isSound(columns: BarColumns, row: number, to: number): boolean {
  const low = columns.low[row] as number
  const high = columns.high[row] as number
  const open = columns.open[row] as number
  const close = columns.close[row] as number
  const volume = columns.volume[row] as number
  const ts = columns.ts[row] as number
  const isOrdered = row + 1 >= to || ts <= (columns.ts[row + 1] as number)
  const isInside = open >= low && open <= high && close >= low && close <= high
  return isOrdered && low > 0 && high < Infinity && isInside && volume >= 0 && volume < Infinity
}
