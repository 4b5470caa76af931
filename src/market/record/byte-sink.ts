/** Bytes written one after the other, growing as needed. */
export class ByteSink {
  #bytes = new Uint8Array(1 << 12)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** A view of what was written; valid until the next write. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow()
    this.#bytes[this.#length] = value
    this.#length += 1
  }

  /** Seven bits a byte, low ones first. @param value - Whole, 0 to 2^53. */
  count(value: number): void {
    let rest = value
    while (rest >= 0x80) {
      this.byte((rest % 0x80) + 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.byte(rest)
  }

  /** A whole number of either sign, small ones in few bytes. @param value - Below 2^52 in size. */
  signed(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value)
  }

  #grow(): void {
    const next = new Uint8Array(this.#bytes.length * 2)
    next.set(this.#bytes)
    this.#bytes = next
  }
}
