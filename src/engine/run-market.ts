import type { BarColumns } from '../domain/index.ts'
import { blockRows } from '../features/index.ts'
import { BarOrder } from './bar-order.ts'
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
  const order = new BarOrder(columns)
  const total = columns.reduce((sum, bars) => sum + bars.length, 0)
  const [only] = columns.length === 1 ? columns : []
  let said = 0
  for (let done = 0; done < total; done += blockRows) {
    if (only === undefined) runMerged(desk, columns, order, warmUntil)
    else runSingle(desk, only, done, warmUntil)
    if (isOver?.(Math.min(total, done + blockRows)) === true) return
    if (onProgress !== undefined && done - said >= progressRows) {
      said = done
      onProgress(done)
    }
  }
  onProgress?.(total)
}

function runSingle(desk: Desk, bars: BarColumns, from: number, warmUntil: number): void {
  const end = bars.length
  const to = Math.min(end, from + blockRows)
  const { ts } = bars
  for (let row = from; row < to; row += 1)
    desk.onBar(0, row, end, (ts[row] as number) > warmUntil ? 'live' : 'warm')
}

function runMerged(
  desk: Desk,
  columns: readonly BarColumns[],
  order: BarOrder,
  warmUntil: number,
): void {
  for (let n = 0; n < blockRows; n += 1) {
    const i = order.first
    if (i < 0) return
    const row = order.rowOf(i)
    order.take()
    const { ts, length } = columns[i] as BarColumns
    desk.onBar(i, row, length, (ts[row] as number) > warmUntil ? 'live' : 'warm')
  }
}
