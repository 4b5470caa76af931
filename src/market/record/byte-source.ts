/** Reads what a `ByteSink` wrote. Past the end, and for what it never wrote, `isBroken` is set. */
export class ByteSource {
  isBroken = false
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  byte(): number {
    const value = this.#bytes[this.#at]
    this.#at += 1
    if (value === undefined) this.isBroken = true
    return value ?? 0
  }

  count(): number {
    let value = 0
    for (let weight = 1; ; weight *= 0x80) {
      const next = this.byte()
      value += (next & 0x7f) * weight
      if (next < 0x80) break
      if (weight > Number.MAX_SAFE_INTEGER) {
        this.isBroken = true
        break
      }
    }
    if (!Number.isSafeInteger(value)) this.isBroken = true
    return value
  }

  signed(): number {
    const value = this.count()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
}
