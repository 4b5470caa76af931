import type { BarColumns } from '../domain/index.ts'

/**
 * The total order of the bars of several instruments: by their close, of those that close at one
 * time the leftmost instrument first. A binary heap, so that a bar costs the logarithm of how many
 * instruments there are and not all of them.
 */
export class BarOrder {
  readonly #columns: readonly BarColumns[]
  readonly #rows: Int32Array
  /** By instrument: when its next bar closes. */
  readonly #next: Float64Array
  readonly #heap: Int32Array
  #left = 0

  constructor(columns: readonly BarColumns[]) {
    this.#columns = columns
    this.#rows = new Int32Array(columns.length)
    this.#next = Float64Array.from(columns, ({ ts }) => ts[0] ?? 0)
    this.#heap = new Int32Array(columns.length)
    for (const [i, { length }] of columns.entries()) if (length > 0) this.#heap[this.#left++] = i
    for (let at = (this.#left >> 1) - 1; at >= 0; at -= 1) this.#sink(at)
  }

  /** The instrument whose next bar is the first of all; -1 when all are done. */
  get first(): number {
    return this.#left === 0 ? -1 : (this.#heap[0] as number)
  }

  /** The row of the next bar of instrument `i`. */
  rowOf(i: number): number {
    return this.#rows[i] as number
  }

  /** The bar of `first` was taken. */
  take(): void {
    const i = this.#heap[0] as number
    const { ts, length } = this.#columns[i] as BarColumns
    const row = (this.#rows[i] as number) + 1
    this.#rows[i] = row
    if (row < length) this.#next[i] = ts[row] as number
    else {
      this.#left -= 1
      this.#heap[0] = this.#heap[this.#left] as number
    }
    this.#sink(0)
  }

  #sink(from: number): void {
    let at = from
    const i = this.#heap[at] as number
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.#left) break
      const right = child + 1
      if (
        right < this.#left &&
        this.#isBefore(this.#heap[right] as number, this.#heap[child] as number)
      )
        child = right
      const below = this.#heap[child] as number
      if (!this.#isBefore(below, i)) break
      this.#heap[at] = below
      at = child
    }
    this.#heap[at] = i
  }

  #isBefore(i: number, j: number): boolean {
    const [a, b] = [this.#next[i] as number, this.#next[j] as number]
    return a < b || (a === b && i < j)
  }
}
