/**
 * Slots by how near they are, the nearest first, no more than a limit; and which of them nobody
 * has gone on from yet. One list does for what is found and for what is to be visited, since
 * nothing is ever visited that is not among the found.
 */
export class CandidatePool {
  readonly slots: Int32Array
  readonly similarities: Float64Array
  readonly #isOpen: Uint8Array
  #limit = 0
  #first = 0
  count = 0

  /** @param room - The largest limit. */
  constructor(room: number) {
    this.slots = new Int32Array(room)
    this.similarities = new Float64Array(room)
    this.#isOpen = new Uint8Array(room)
  }

  /** Empties it. */
  reset(limit: number): void {
    this.#limit = limit
    this.#first = 0
    this.count = 0
  }

  /** Opens all that it holds, for the next level. @param limit - No less than it holds. */
  reopen(limit: number): void {
    this.#limit = limit
    this.#first = 0
    this.#isOpen.fill(1, 0, this.count)
  }

  offer(slot: number, similarity: number): void {
    const { slots, similarities } = this
    const isOpen = this.#isOpen
    let at = this.count
    if (at === this.#limit) {
      if ((similarities[at - 1] as number) >= similarity) return
      at -= 1
    } else this.count += 1
    for (; at > 0 && (similarities[at - 1] as number) < similarity; at -= 1) {
      slots[at] = slots[at - 1] as number
      similarities[at] = similarities[at - 1] as number
      isOpen[at] = isOpen[at - 1] as number
    }
    slots[at] = slot
    similarities[at] = similarity
    isOpen[at] = 1
    if (at < this.#first) this.#first = at
  }

  /** Closes the nearest that is open. @returns Its slot; -1 when none is. */
  next(): number {
    const isOpen = this.#isOpen
    while (this.#first < this.count && isOpen[this.#first] === 0) this.#first += 1
    if (this.#first === this.count) return -1
    isOpen[this.#first] = 0
    return this.slots[this.#first] as number
  }
}
