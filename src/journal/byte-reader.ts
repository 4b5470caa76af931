const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads what `ByteWriter` wrote from bytes that may be anything. Never throws: a value that is not
 * there or makes no sense reads as a harmless one and the reader is spoilt, which the caller asks
 * for once, at the end.
 */
export class ByteReader {
  #bytes: Uint8Array = new Uint8Array(0)
  #view: DataView = new DataView(new ArrayBuffer(0))
  #position = 0
  #end = 0
  #isSpoilt = false

  /** Starts over on `bytes[from, to)`. Positions count from the start of `bytes`. */
  reset(bytes: Uint8Array, from: number, to: number): void {
    if (this.#bytes !== bytes) {
      this.#bytes = bytes
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    this.#position = from
    this.#end = Math.min(to, bytes.length)
    this.#isSpoilt = false
  }

  /** Every value was good and nothing is left over. */
  get isComplete(): boolean {
    return !this.#isSpoilt && this.#position === this.#end
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#end - this.#position
  }

  spoil(): void {
    this.#isSpoilt = true
  }

  u8(): number {
    const at = this.#take(1)
    return at < 0 ? 0 : (this.#bytes[at] ?? 0)
  }

  u16(): number {
    const at = this.#take(2)
    return at < 0 ? 0 : this.#view.getUint16(at, true)
  }

  u32(): number {
    const at = this.#take(4)
    return at < 0 ? 0 : this.#view.getUint32(at, true)
  }

  f64(): number {
    const at = this.#take(8)
    return at < 0 ? 0 : this.#view.getFloat64(at, true)
  }

  i64(): bigint {
    const at = this.#take(8)
    return at < 0 ? 0n : this.#view.getBigInt64(at, true)
  }

  /** A whole number within ±2^53. */
  whole(): number {
    const value = this.f64()
    if (Number.isSafeInteger(value)) return value
    this.#isSpoilt = true
    return 0
  }

  /** A whole number, not negative. */
  count(): number {
    const value = this.whole()
    if (value >= 0) return value
    this.#isSpoilt = true
    return 0
  }

  /** One of `choices`, by position. */
  choice<T>(choices: readonly [T, ...T[]]): T {
    const chosen = choices[this.u8()]
    if (chosen !== undefined) return chosen
    this.#isSpoilt = true
    return choices[0]
  }

  /** The next `count` bytes, over the same memory; empty when there are fewer. */
  raw(count: number): Uint8Array {
    const at = this.#take(count)
    return at < 0 ? new Uint8Array(0) : this.#bytes.subarray(at, at + count)
  }

  text(): string {
    const length = this.u32()
    const at = this.#take(length)
    if (at < 0) return ''
    return this.#ascii(at, length) ?? this.#utf8(at, length)
  }

  /** Short plain text without the cost of a decoder call. */
  #ascii(at: number, length: number): string | undefined {
    if (length > 64) return undefined
    let text = ''
    for (let i = at; i < at + length; i += 1) {
      const code = this.#bytes[i] ?? 0
      if (code > 127) return undefined
      text += String.fromCharCode(code)
    }
    return text
  }

  #utf8(at: number, length: number): string {
    try {
      return decoder.decode(this.#bytes.subarray(at, at + length))
    } catch {
      this.#isSpoilt = true
      return ''
    }
  }

  #take(count: number): number {
    const at = this.#position
    if (at + count > this.#end) {
      this.#isSpoilt = true
      this.#position = this.#end
      return -1
    }
    this.#position = at + count
    return at
  }
}
