import type { BarColumns } from '../domain/index.ts'
import { blockRows } from '../features/index.ts'
import type { Desk } from './desk.ts'

/** Bars between two calls of `onProgress`. */
const progressRows = 65_536

/**
 * Shows every bar of `columns` to `desk`, in the total order (ts, instrument). The work is done in
 * blocks of two thousand events inside a small function: one long loop would be compiled while it
 * runs, thrown away at its end, and run five times slower.
 *
 * @param warmUntil - Bars that close at or before it only warm up.
 * @param onProgress - Told now and then how many bars are done.
 * @param isOver - Asked after every block, with the bars done; `true` ends it there.
 */
export function runMarket(
  desk: Desk,
  columns: readonly BarColumns[],
  warmUntil: number,
  onProgress?: (bars: number) => void,
  isOver?: (bars: number) => boolean,
): void {
  const rows = columns.map(() => 0)
  const total = columns.reduce((sum, bars) => sum + bars.length, 0)
  const step = columns.length === 1 ? runSingle : runMerged
  let said = 0
  for (let done = 0; done < total; done += blockRows) {
    step(desk, columns, rows, warmUntil)
    if (isOver?.(Math.min(total, done + blockRows)) === true) return
    if (onProgress !== undefined && done - said >= progressRows) {
      said = done
      onProgress(done)
    }
  }
  onProgress?.(total)
}

function runSingle(
  desk: Desk,
  columns: readonly BarColumns[],
  rows: number[],
  warmUntil: number,
): void {
  const end = (columns[0] as BarColumns).length
  const from = rows[0] as number
  const to = Math.min(end, from + blockRows)
  const { ts } = columns[0] as BarColumns
  for (let row = from; row < to; row += 1)
    desk.onBar(0, row, end, (ts[row] as number) > warmUntil ? 'live' : 'warm')
  rows[0] = to
}

function runMerged(
  desk: Desk,
  columns: readonly BarColumns[],
  rows: number[],
  warmUntil: number,
): void {
  for (let n = 0; n < blockRows; n += 1) {
    const i = earliest(columns, rows)
    if (i < 0) return
    const row = rows[i] as number
    rows[i] = row + 1
    const bars = columns[i] as BarColumns
    desk.onBar(i, row, bars.length, (bars.ts[row] as number) > warmUntil ? 'live' : 'warm')
  }
}

/** The instrument whose next bar closes first; the leftmost of several. -1 when all are done. */
function earliest(columns: readonly BarColumns[], rows: readonly number[]): number {
  let best = -1
  let bestTs = Number.POSITIVE_INFINITY
  for (let i = 0; i < columns.length; i += 1) {
    const bars = columns[i] as BarColumns
    const row = rows[i] as number
    if (row < bars.length && (bars.ts[row] as number) < bestTs) {
      best = i
      bestTs = bars.ts[row] as number
    }
  }
  return best
}
