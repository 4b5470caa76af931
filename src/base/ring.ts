/** The last `size` numbers, oldest first, in one typed array. The window under every indicator. */
export class Ring {
  readonly size: number
  readonly #values: Float64Array
  #next = 0
  #count = 0

  /** @param size - Whole, >= 1. */
  constructor(size: number) {
    this.size = size
    this.#values = new Float64Array(size)
  }

  get isFull(): boolean {
    return this.#count === this.size
  }

  get count(): number {
    return this.#count
  }

  /** Adds `value`; returns the one that fell out, or 0 while filling. */
  push(value: number): number {
    const out = this.#count === this.size ? (this.#values[this.#next] as number) : 0
    this.#values[this.#next] = value
    this.#next = this.#next + 1 === this.size ? 0 : this.#next + 1
    if (this.#count < this.size) this.#count += 1
    return out
  }

  /** The value `ago` pushes back; 0 is the newest. NaN beyond what was pushed. */
  at(ago: number): number {
    if (ago >= this.#count) return Number.NaN
    const index = this.#next - 1 - ago
    return this.#values[index < 0 ? index + this.size : index] as number
  }

  save(): number[] {
    return Array.from({ length: this.#count }, (_, i) => this.at(this.#count - 1 - i))
  }

  load(values: readonly number[]): void {
    this.#next = 0
    this.#count = 0
    for (const value of values) this.push(value)
  }
}
