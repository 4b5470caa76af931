import { OrderBook } from '../book/order-book.ts'
import type { DeltaTable } from './load-deltas.ts'

/** What one step of a replay came to: a snapshot, an update applied, or one too old to. */
export type ReplayStep = 'snapshot' | 'next' | 'old'

/**
 * Plays recorded deltas into a book, one update at a time, as a feed handler does. Updates that
 * come while the book waits for a snapshot are held back and tried after it: the snapshot a venue
 * sends on request is often older than the updates that came first.
 */
export class DeltaReplay {
  readonly book: OrderBook = new OrderBook()
  /** Times that an update was missing. */
  gaps = 0
  /** Row of the update looked at last. */
  row = 0
  readonly #deltas: DeltaTable
  #next = 0
  /** First rows of the updates held back. */
  #held: number[] = []

  constructor(deltas: DeltaTable) {
    this.#deltas = deltas
  }

  /** Plays the next update that is not held back. @returns `undefined` at the end. */
  step(): ReplayStep | undefined {
    while (this.#held.length > 0 && !this.book.isStale) {
      const held = this.#held.shift() as number
      const step = this.#play(held)
      if (step !== undefined) return step
    }
    while (this.#next < this.#deltas.length) {
      const row = this.#next
      this.#next = this.#end(row)
      const step = this.#play(row)
      if (step !== undefined) return step
    }
    return undefined
  }

  /** @returns `undefined` when the update was held back. */
  #play(row: number): ReplayStep | undefined {
    const { columns } = this.#deltas
    const { book } = this
    this.row = row
    const last = columns.last[row] as number
    if (columns.isSnapshot[row] === 1) {
      book.snapshot(last)
      this.#apply(row)
      return 'snapshot'
    }
    const wasStale = book.isStale
    const previous = columns.previous[row] as number
    const first = columns.first[row] as number
    const verdict = book.update(first, last, Number.isNaN(previous) ? undefined : previous)
    if (verdict === 'gap') {
      if (!wasStale) this.gaps += 1
      this.#held.push(row)
      return undefined
    }
    if (verdict === 'next') this.#apply(row)
    return verdict
  }

  #apply(row: number): void {
    const { isBid, ticks, lots } = this.#deltas.columns
    const end = this.#end(row)
    for (let at = row; at < end; at += 1)
      this.book.set(isBid[at] === 1, ticks[at] as number, lots[at] as number)
  }

  /** The first row after the update that begins at `row`. */
  #end(row: number): number {
    const { isSnapshot, first, last } = this.#deltas.columns
    let end = row + 1
    while (
      end < this.#deltas.length &&
      last[end] === last[row] &&
      first[end] === first[row] &&
      isSnapshot[end] === isSnapshot[row]
    )
      end += 1
    return end
  }
}
