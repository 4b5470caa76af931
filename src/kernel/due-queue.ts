type Due<Item> = { readonly us: number; readonly order: number; readonly item: Item }

/** Things that are due at a time: first by time, then in the order in which they were added. */
export class DueQueue<Item> {
  /** A binary heap. */
  readonly #heap: Due<Item>[] = []
  #added = 0

  get nextUs(): number | undefined {
    return this.#heap[0]?.us
  }

  add(us: number, item: Item): void {
    const due = { us, order: this.#added, item }
    this.#added += 1
    let at = this.#heap.push(due) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = this.#heap[parent] as Due<Item>
      if (isBefore(above, due)) break
      this.#heap[at] = above
      at = parent
    }
    this.#heap[at] = due
  }

  /** The first that is due by `us`. */
  take(us: number): Due<Item> | undefined {
    const first = this.#heap[0]
    if (first === undefined || first.us > us) return undefined
    const last = this.#heap.pop() as Due<Item>
    if (this.#heap.length > 0) this.#sink(last)
    return first
  }

  #sink(due: Due<Item>): void {
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const child = this.#earlier(left, left + 1)
      const below = this.#heap[child]
      if (below === undefined || isBefore(due, below)) break
      this.#heap[at] = below
      at = child
    }
    this.#heap[at] = due
  }

  #earlier(left: number, right: number): number {
    const a = this.#heap[left]
    const b = this.#heap[right]
    return a !== undefined && b !== undefined && isBefore(b, a) ? right : left
  }
}

function isBefore(a: Due<unknown>, b: Due<unknown>): boolean {
  return a.us < b.us || (a.us === b.us && a.order < b.order)
}
