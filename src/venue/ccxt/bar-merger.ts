import type { BarColumns } from '../../domain/index.ts'
import { byTimeThenPlace, type FeedBar, feedBarAt } from '../../market/index.ts'

/** Bars a lagging instrument may hold the others back. */
const lagBarsMax = 3

/**
 * Puts the bars of several instruments, each asked for on its own, into the total order of a feed:
 * a bar is let go when every instrument is known up to its close. One that has been silent for
 * three bars holds nobody back any more.
 */
export class BarMerger {
  readonly #intervalUs: number
  /** Up to where each instrument is known, and its last accepted bar. */
  readonly #known: number[]
  readonly #last: number[]
  #waiting: FeedBar[] = []
  #releasedTo: number

  /** @param after - Bars that close at or before this are passed over. */
  constructor(instruments: number, intervalUs: number, after: number) {
    this.#intervalUs = intervalUs
    this.#known = Array.from({ length: instruments }, () => after)
    this.#last = Array.from({ length: instruments }, () => after)
    this.#releasedTo = after
  }

  /** Close of the last bar accepted of an instrument. */
  lastOf(instrument: number): number {
    return this.#last[instrument] as number
  }

  /**
   * Takes the closed bars of one instrument; repeats are passed over.
   *
   * @param known - All its bars that close at or before this are among them.
   * @returns How many came too late to be put in order, and were dropped.
   */
  add(instrument: number, bars: BarColumns, known: number): number {
    let late = 0
    for (let row = bars.rowAt(this.lastOf(instrument) + 1); row < bars.length; row += 1) {
      const bar = feedBarAt(bars, row, instrument)
      this.#last[instrument] = bar.ts
      if (bar.ts <= this.#releasedTo) late += 1
      else this.#waiting.push(bar)
    }
    this.#known[instrument] = Math.max(known, this.lastOf(instrument))
    return late
  }

  /** The bars that may go, in order of (ts, instrument). */
  release(): readonly FeedBar[] {
    const all = Math.min(...this.#known)
    const patience = Math.max(...this.#known) - lagBarsMax * this.#intervalUs
    this.#releasedTo = Math.max(this.#releasedTo, all, patience)
    const isDue = (bar: FeedBar): boolean => bar.ts <= this.#releasedTo
    const due = this.#waiting.filter(isDue)
    this.#waiting = this.#waiting.filter((bar) => !isDue(bar))
    return due.sort(byTimeThenPlace)
  }
}
