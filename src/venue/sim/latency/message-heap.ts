import { MessageLine } from './message-line.ts'

const firstSize = 256

/**
 * Messages under way, taken out by time; those of one instant in the order they were put in. Most
 * are put in by time too, and those stand in a line, which costs less than a heap.
 */
export class MessageHeap<Message> {
  readonly #line = new MessageLine<Message>()
  /** Slots of those the line does not take as a heap, the earliest at 0. */
  #heap = new Int32Array(firstSize)
  #ts = new Float64Array(firstSize)
  #sequence = new Float64Array(firstSize)
  readonly #messages: (Message | undefined)[] = []
  readonly #free: number[] = []
  #size = 0
  #put = 0

  get size(): number {
    return this.#size + this.#line.size
  }

  /** Time of the earliest; infinity when there is none. */
  get nextTs(): number {
    const { firstTs } = this.#line
    if (this.#size === 0) return firstTs
    return Math.min(firstTs, this.#ts[this.#heap[0] as number] as number)
  }

  put(ts: number, message: Message): void {
    this.#put += 1
    if (ts >= this.#line.lastTs) this.#line.put(ts, this.#put, message)
    else this.#putInHeap(ts, message)
  }

  #putInHeap(ts: number, message: Message): void {
    const slot = this.#free.pop() ?? this.#messages.length
    if (slot === this.#ts.length) this.#grow()
    this.#ts[slot] = ts
    this.#sequence[slot] = this.#put
    this.#messages[slot] = message
    this.#rise(this.#size, slot)
    this.#size += 1
  }

  /** Takes out the earliest. */
  take(): Message | undefined {
    if (this.#size === 0 || this.#isLineFirst(this.#heap[0] as number)) return this.#line.take()
    const slot = this.#heap[0] as number
    const message = this.#messages[slot]
    this.#messages[slot] = undefined
    this.#free.push(slot)
    this.#size -= 1
    if (this.#size > 0) this.#sink(this.#heap[this.#size] as number)
    return message
  }

  #isLineFirst(slot: number): boolean {
    const { firstTs, firstSequence } = this.#line
    const gap = firstTs - (this.#ts[slot] as number)
    return gap === 0 ? firstSequence < (this.#sequence[slot] as number) : gap < 0
  }

  /** All of them with their times, earliest first. */
  list(): readonly (readonly [ts: number, message: Message])[] {
    const inHeap = [...this.#heap.subarray(0, this.#size)].map(
      (slot) =>
        [this.#ts[slot], this.#sequence[slot], this.#messages[slot]] as [number, number, Message],
    )
    return [...inHeap, ...this.#line.list()]
      .sort(([ts, sequence], [otherTs, other]) => ts - otherTs || sequence - other)
      .map(([ts, , message]) => [ts, message])
  }

  /** Moves a slot up from a place that is empty. */
  #rise(from: number, slot: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >>> 1
      const above = this.#heap[parent] as number
      if (!this.#isBefore(slot, above)) break
      this.#heap[at] = above
      at = parent
    }
    this.#heap[at] = slot
  }

  /** Moves a slot down from the top, which is empty. */
  #sink(slot: number): void {
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.#size) break
      const right = child + 1
      if (
        right < this.#size &&
        this.#isBefore(this.#heap[right] as number, this.#heap[child] as number)
      )
        child = right
      const below = this.#heap[child] as number
      if (!this.#isBefore(below, slot)) break
      this.#heap[at] = below
      at = child
    }
    this.#heap[at] = slot
  }

  #isBefore(a: number, b: number): boolean {
    const gap = (this.#ts[a] as number) - (this.#ts[b] as number)
    return gap === 0 ? (this.#sequence[a] as number) < (this.#sequence[b] as number) : gap < 0
  }

  #grow(): void {
    const size = this.#ts.length * 2
    const heap = new Int32Array(size)
    heap.set(this.#heap)
    this.#heap = heap
    this.#ts = longer(this.#ts, size)
    this.#sequence = longer(this.#sequence, size)
  }
}

function longer(column: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const made = new Float64Array(size)
  made.set(column)
  return made
}
