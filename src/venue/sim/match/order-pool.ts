/** Owner of a stranger's single order in an order-by-order book. */
export const strangerOwner = -1

const firstSize = 256
/** 64 bytes an order: four doubles, then eight integers. */
const doubles = 8
const integers = 16

/**
 * The resting orders of a book, reused slot by slot; slot 0 is none. An order lies in one piece, so
 * that it is fetched from memory once and not column by column.
 */
export class OrderPool {
  #size = firstSize
  #doubles = new Float64Array(firstSize * doubles)
  #integers = new Int32Array(this.#doubles.buffer)
  #free = 0
  #used = 1

  /** Room for this many slots. */
  get size(): number {
    return this.#size
  }

  /** Makes an order the only one of its queue. @returns Its slot. */
  take(number: number, owner: number, isBid: boolean, ticks: number, lots: number): number {
    const slot = this.#take()
    const at = slot * doubles
    this.#doubles[at] = number
    this.#doubles[at + 1] = lots
    this.#doubles[at + 2] = 0
    this.#doubles[at + 3] = 0
    const from = slot * integers + doubles
    this.#integers[from] = owner
    this.#integers[from + 1] = ticks
    this.#integers[from + 2] = isBid ? 1 : 0
    this.#integers[from + 3] = slot
    this.#integers[from + 4] = slot
    return slot
  }

  give(slot: number): void {
    this.setNext(slot, this.#free)
    this.#free = slot
  }

  number(slot: number): number {
    return this.#doubles[slot * doubles] as number
  }

  /** Lots shown. */
  lots(slot: number): number {
    return this.#doubles[slot * doubles + 1] as number
  }

  setLots(slot: number, lots: number): void {
    this.#doubles[slot * doubles + 1] = lots
  }

  /** Strangers' lots that stand before it at its level. */
  ahead(slot: number): number {
    return this.#doubles[slot * doubles + 2] as number
  }

  setAhead(slot: number, lots: number): void {
    this.#doubles[slot * doubles + 2] = lots
  }

  /** Lots printed at its level since that last changed. */
  traded(slot: number): number {
    return this.#doubles[slot * doubles + 3] as number
  }

  setTraded(slot: number, lots: number): void {
    this.#doubles[slot * doubles + 3] = lots
  }

  owner(slot: number): number {
    return this.#integers[slot * integers + 8] as number
  }

  ticks(slot: number): number {
    return this.#integers[slot * integers + 9] as number
  }

  isBid(slot: number): boolean {
    return this.#integers[slot * integers + 10] === 1
  }

  /** The slot behind it in the queue of its level, which is a ring; the next free one when free. */
  next(slot: number): number {
    return this.#integers[slot * integers + 11] as number
  }

  setNext(slot: number, next: number): void {
    this.#integers[slot * integers + 11] = next
  }

  previous(slot: number): number {
    return this.#integers[slot * integers + 12] as number
  }

  setPrevious(slot: number, previous: number): void {
    this.#integers[slot * integers + 12] = previous
  }

  /** The slot after it in the list of an index. */
  after(slot: number): number {
    return this.#integers[slot * integers + 13] as number
  }

  setAfter(slot: number, after: number): void {
    this.#integers[slot * integers + 13] = after
  }

  #take(): number {
    const free = this.#free
    if (free !== 0) {
      this.#free = this.next(free)
      return free
    }
    if (this.#used === this.#size) this.#grow()
    this.#used += 1
    return this.#used - 1
  }

  #grow(): void {
    this.#size *= 2
    const longer = new Float64Array(this.#size * doubles)
    longer.set(this.#doubles)
    this.#doubles = longer
    this.#integers = new Int32Array(longer.buffer)
  }
}
