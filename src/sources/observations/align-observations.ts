import { assert } from '../../base/index.ts'
import type { ObservationLog } from './observation-log.ts'

/** A column on a clock, and where each of its values is from. */
export type AlignedColumn = {
  /** NaN where nothing was known, or nothing fresh enough. */
  readonly values: Float64Array
  /** The id of the newest observation behind each value; -1 where there is none. */
  readonly ids: Int32Array
}

/** How much of the past one value is made of. */
export type Taking = {
  /** The newest value, or what a window of the past adds up to or is on average. */
  readonly take: 'last' | 'sum' | 'mean'
  /** Length of the window, microseconds. Not looked at for `last`. */
  readonly windowUs?: number | undefined
  /** How old what is known may be before it counts as unknown, microseconds; from `tsInit`. */
  readonly staleUs: number
}

/**
 * A column of a log as it was known at each close. With `last` that is the newest value whose
 * `tsInit` is at or before the close, and NaN once it is older than `staleUs`; an observation that
 * does not speak of the column leaves it as it was. A window holds what became known in
 * `(close - windowUs, close]`: NaN until a whole one lies behind the first observation of the log,
 * and when the log said nothing at all for longer than `staleUs`; nothing in a live window adds up
 * to 0, and has no mean. What comes after a close changes nothing at or before it.
 *
 * @param closes - Closes of bars, microseconds, rising.
 */
export function alignColumn(
  log: ObservationLog,
  name: string,
  closes: Float64Array,
  taking: Taking,
): AlignedColumn {
  const column = log.column(name)
  assert(column !== undefined, `the log has no column ${name}`)
  const aligned = {
    values: new Float64Array(closes.length).fill(Number.NaN),
    ids: new Int32Array(closes.length).fill(-1),
  }
  if (taking.take === 'last') takeLast(log.tsInit, column, closes, taking, aligned)
  else takeWindow(log.tsInit, column, closes, taking, aligned)
  return aligned
}

function takeLast(
  tsInit: Float64Array,
  column: Float64Array,
  closes: Float64Array,
  { staleUs }: Taking,
  { values, ids }: AlignedColumn,
): void {
  let newest = -1
  for (let row = 0, next = 0; row < closes.length; row += 1) {
    const close = closes[row] as number
    for (; next < tsInit.length && (tsInit[next] as number) <= close; next += 1)
      if (!Number.isNaN(column[next])) newest = next
    if (newest < 0 || close - (tsInit[newest] as number) > staleUs) continue
    values[row] = column[newest] as number
    ids[row] = newest
  }
}

function takeWindow(
  tsInit: Float64Array,
  column: Float64Array,
  closes: Float64Array,
  { take, windowUs = 0, staleUs }: Taking,
  { values, ids }: AlignedColumn,
): void {
  assert(windowUs > 0, 'a window has a length')
  const first = tsInit[0] ?? Number.POSITIVE_INFINITY
  let [start, end] = [0, 0]
  let held: Window = { value: 0, newest: -1 }
  for (let row = 0; row < closes.length; row += 1) {
    const close = closes[row] as number
    const [before, until] = [start, end]
    for (; end < tsInit.length && (tsInit[end] as number) <= close; end += 1);
    for (; start < end && (tsInit[start] as number) <= close - windowUs; start += 1);
    if (row === 0 || start !== before || end !== until) held = windowOf(column, start, end, take)
    const isSilent = end === 0 || close - (tsInit[end - 1] as number) > staleUs
    if (close - windowUs < first || isSilent || Number.isNaN(held.value)) continue
    values[row] = held.value
    ids[row] = held.newest
  }
}

type Window = { readonly value: number; readonly newest: number }

/** Summed afresh each time it changes, so that no error of rounding is dragged along. */
function windowOf(column: Float64Array, start: number, end: number, take: Taking['take']): Window {
  let [sum, count, newest] = [0, 0, -1]
  for (let i = start; i < end; i += 1) {
    const value = column[i] as number
    if (Number.isNaN(value)) continue
    sum += value
    count += 1
    newest = i
  }
  if (take === 'sum') return { value: sum, newest }
  return { value: count === 0 ? Number.NaN : sum / count, newest }
}
