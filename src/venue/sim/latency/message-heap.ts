const firstSize = 256

/** Messages under way, taken out by time; those of one instant in the order they were put in. */
export class MessageHeap<Message> {
  /** Slots as a heap, the earliest at 0. */
  #heap = new Int32Array(firstSize)
  #ts = new Float64Array(firstSize)
  #sequence = new Float64Array(firstSize)
  readonly #messages: (Message | undefined)[] = []
  readonly #free: number[] = []
  #size = 0
  #put = 0

  get size(): number {
    return this.#size
  }

  /** Time of the earliest; infinity when there is none. */
  get nextTs(): number {
    return this.#size === 0
      ? Number.POSITIVE_INFINITY
      : (this.#ts[this.#heap[0] as number] as number)
  }

  put(ts: number, message: Message): void {
    const slot = this.#free.pop() ?? this.#messages.length
    if (slot === this.#ts.length) this.#grow()
    this.#ts[slot] = ts
    this.#sequence[slot] = this.#put
    this.#put += 1
    this.#messages[slot] = message
    this.#rise(this.#size, slot)
    this.#size += 1
  }

  /** Takes out the earliest. */
  take(): Message | undefined {
    if (this.#size === 0) return undefined
    const slot = this.#heap[0] as number
    const message = this.#messages[slot]
    this.#messages[slot] = undefined
    this.#free.push(slot)
    this.#size -= 1
    if (this.#size > 0) this.#sink(this.#heap[this.#size] as number)
    return message
  }

  /** All of them with their times, earliest first. */
  list(): readonly (readonly [ts: number, message: Message])[] {
    return [...this.#heap.subarray(0, this.#size)]
      .sort((a, b) => (this.#isBefore(a, b) ? -1 : 1))
      .map((slot) => [this.#ts[slot] as number, this.#messages[slot] as Message])
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
