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
  const cursor = new ColumnCursor(log, name, taking)
  const values = new Float64Array(closes.length)
  const ids = new Int32Array(closes.length)
  for (let row = 0; row < closes.length; row += 1) {
    values[row] = cursor.valueAt(closes[row] as number)
    ids[row] = cursor.id
  }
  return { values, ids }
}

/** The same close by close, over a log that may grow meanwhile. */
export class ColumnCursor {
  readonly #log: ObservationLog
  readonly #name: string
  readonly #taking: Taking
  #tsInit: Float64Array
  #column: Float64Array
  /** Observations known at the last close: [start, end) are in the window. */
  #start = 0
  #end = 0
  /** The newest of them that speaks of the column. */
  #newest = -1
  #held: Window | undefined
  /** Id of the newest observation behind the last value; -1 for none. */
  id = -1

  constructor(log: ObservationLog, name: string, taking: Taking) {
    assert(log.names.includes(name), `the log has no column ${name}`)
    assert(taking.take === 'last' || (taking.windowUs ?? 0) > 0, 'a window has a length')
    this.#log = log
    this.#name = name
    this.#taking = taking
    this.#tsInit = log.tsInit
    this.#column = log.column(name) ?? new Float64Array(0)
  }

  /**
   * The value as it was known at `close`; NaN for none.
   *
   * @param close - Microseconds, at or after the one before.
   */
  valueAt(close: number): number {
    if (this.#tsInit.length !== this.#log.length) {
      this.#tsInit = this.#log.tsInit
      this.#column = this.#log.column(this.#name) ?? this.#column
    }
    const value = this.#taking.take === 'last' ? this.#lastAt(close) : this.#windowAt(close)
    if (Number.isNaN(value)) this.id = -1
    return value
  }

  #lastAt(close: number): number {
    this.#learn(close)
    const newest = this.#newest
    if (newest < 0 || close - (this.#tsInit[newest] as number) > this.#taking.staleUs)
      return Number.NaN
    this.id = newest
    return this.#column[newest] as number
  }

  #windowAt(close: number): number {
    const { take, windowUs = 0, staleUs } = this.#taking
    const tsInit = this.#tsInit
    const [before, until] = [this.#start, this.#end]
    this.#learn(close)
    for (; this.#start < this.#end; this.#start += 1)
      if ((tsInit[this.#start] as number) > close - windowUs) break
    if (take !== 'last' && (this.#start !== before || this.#end !== until))
      this.#held = windowOf(this.#column, this.#start, this.#end, take)
    const last = tsInit[this.#end - 1]
    const isSilent = last === undefined || close - last > staleUs
    if (isSilent || this.#held === undefined || close - windowUs < (tsInit[0] as number))
      return Number.NaN
    this.id = this.#held.newest
    return this.#held.value
  }

  /** Takes in what became known until then. */
  #learn(close: number): void {
    for (; this.#end < this.#tsInit.length; this.#end += 1) {
      if ((this.#tsInit[this.#end] as number) > close) return
      if (!Number.isNaN(this.#column[this.#end])) this.#newest = this.#end
    }
  }
}

type Window = { readonly value: number; readonly newest: number }

/** Summed afresh each time it changes, so that no error of rounding is dragged along. */
function windowOf(column: Float64Array, start: number, end: number, take: 'sum' | 'mean'): Window {
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
