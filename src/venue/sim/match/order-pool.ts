/** Owner of a stranger's single order in an order-by-order book. */
export const strangerOwner = -1

const firstSize = 256

type Floats = Float64Array<ArrayBuffer>
type Ints = Int32Array<ArrayBuffer>

/** The resting orders of a book as columns, reused slot by slot; slot 0 is none. */
export class OrderPool {
  numbers: Floats = new Float64Array(firstSize)
  owners: Ints = new Int32Array(firstSize)
  ticks: Ints = new Int32Array(firstSize)
  /** 1 for a bid. */
  sides: Uint8Array<ArrayBuffer> = new Uint8Array(firstSize)
  /** Lots shown. */
  lots: Floats = new Float64Array(firstSize)
  /** Strangers' lots that stand before it at its level. */
  ahead: Floats = new Float64Array(firstSize)
  /** Lots printed at its level since that last changed. */
  traded: Floats = new Float64Array(firstSize)
  /** Neighbours in the queue of its level, a ring; the next free slot where it is not used. */
  next: Ints = new Int32Array(firstSize)
  previous: Ints = new Int32Array(firstSize)
  #free = 0
  #used = 1

  take(): number {
    const free = this.#free
    if (free !== 0) {
      this.#free = this.next[free] as number
      return free
    }
    if (this.#used === this.numbers.length) this.#grow()
    this.#used += 1
    return this.#used - 1
  }

  give(slot: number): void {
    this.next[slot] = this.#free
    this.#free = slot
  }

  #grow(): void {
    const size = this.numbers.length * 2
    this.numbers = longerFloats(this.numbers, size)
    this.owners = longer(this.owners, size)
    this.ticks = longer(this.ticks, size)
    const sides = new Uint8Array(size)
    sides.set(this.sides)
    this.sides = sides
    this.lots = longerFloats(this.lots, size)
    this.ahead = longerFloats(this.ahead, size)
    this.traded = longerFloats(this.traded, size)
    this.next = longer(this.next, size)
    this.previous = longer(this.previous, size)
  }
}

function longer(column: Ints, size: number): Ints {
  const made = new Int32Array(size)
  made.set(column)
  return made
}

function longerFloats(column: Floats, size: number): Floats {
  const made = new Float64Array(size)
  made.set(column)
  return made
}
