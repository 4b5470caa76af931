/** Named columns of numbers of one length. */
export type NumberColumns<Name extends string> = Readonly<Record<Name, Float64Array>>

/** Columns of numbers that grow row by row. */
export class GrowingColumns<Name extends string> {
  readonly #columns: Record<Name, Float64Array>
  readonly #names: readonly Name[]
  #capacity = 1 << 12
  #length = 0

  constructor(names: readonly Name[]) {
    this.#names = names
    this.#columns = this.#each(() => new Float64Array(this.#capacity))
  }

  get length(): number {
    return this.#length
  }

  push(row: Readonly<Record<Name, number>>): void {
    if (this.#length === this.#capacity) this.#resize(this.#capacity * 2)
    for (const name of this.#names) this.#columns[name][this.#length] = row[name]
    this.#length += 1
  }

  /** Applies `change` to a column, which may alter its first `length` rows. */
  alter(name: Name, change: (column: Float64Array, length: number) => void): void {
    change(this.#columns[name], this.#length)
  }

  /** The columns, without the room past the last row. */
  trimmed(): NumberColumns<Name> {
    this.#resize(this.#length)
    return this.#columns
  }

  #resize(capacity: number): void {
    for (const name of this.#names) {
      const next = new Float64Array(capacity)
      next.set(this.#columns[name].subarray(0, this.#length))
      this.#columns[name] = next
    }
    this.#capacity = capacity
  }

  #each(make: () => Float64Array): Record<Name, Float64Array> {
    return Object.fromEntries(this.#names.map((name) => [name, make()])) as Record<
      Name,
      Float64Array
    >
  }
}
