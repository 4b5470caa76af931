/** What a numbered update is to a book: the next, already in it, or too late: one is missing. */
export type UpdateVerdict = 'next' | 'old' | 'gap'

/**
 * The numbering of a feed's updates: nothing counts before a snapshot, nor after a gap until the
 * next one. An update that overlaps what is known is applied: levels are absolute, so nothing is
 * counted twice, and the first one after a snapshot always does.
 */
export class UpdateSequence {
  #last = -1

  /** Whether updates are missing, or never came. */
  get isStale(): boolean {
    return this.#last < 0
  }

  /** Number of the last update known; -1 while stale. */
  get last(): number {
    return this.#last
  }

  /** @param id - The last update that the snapshot holds; 0 or above. */
  snapshot(id: number): void {
    this.#last = id
  }

  /** Nothing counts until the next snapshot. */
  lose(): void {
    this.#last = -1
  }

  /**
   * Takes the update of the numbers `first` to `last`.
   *
   * @param previous - Last number of the update before it, where the venue says it and its numbers
   *   have holes; NaN where it does not say.
   */
  take(first: number, last: number, previous: number): UpdateVerdict {
    if (this.#last < 0) return 'gap'
    if (last <= this.#last) return 'old'
    const before = Number.isNaN(previous) ? first - 1 : previous
    // Written so that a number that is none is a gap.
    if (!(before <= this.#last && last > this.#last)) {
      this.#last = -1
      return 'gap'
    }
    this.#last = last
    return 'next'
  }
}
