import { assert } from '../base/index.ts'

const encoder = new TextEncoder()

/**
 * Little-endian values in one growing buffer that is used again after `cut`: nothing is allocated
 * once it has grown to the size of the largest group.
 */
export class ByteWriter {
  #bytes: Uint8Array
  #view: DataView
  #length = 0

  /** @param capacity - First size in bytes; it doubles when full. */
  constructor(capacity = 4_096) {
    this.#bytes = new Uint8Array(capacity)
    this.#view = new DataView(this.#bytes.buffer)
  }

  get length(): number {
    return this.#length
  }

  /** Forgets everything from `length` on; the memory stays. */
  cut(length: number): void {
    this.#length = length
  }

  /** Leaves `count` bytes to be filled in later and returns where they start. */
  skip(count: number): number {
    const at = this.#length
    this.#reserve(count)
    this.#length = at + count
    return at
  }

  u8(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length] = value
    this.#length += 1
  }

  u16(value: number): void {
    this.#reserve(2)
    this.#view.setUint16(this.#length, value, true)
    this.#length += 2
  }

  f64(value: number): void {
    this.#reserve(8)
    this.#view.setFloat64(this.#length, value, true)
    this.#length += 8
  }

  /** @throws InvariantError beyond 64 bits: money that large is a bug. */
  i64(value: bigint): void {
    this.#reserve(8)
    this.#view.setBigInt64(this.#length, value, true)
    assert(this.#view.getBigInt64(this.#length, true) === value, 'an amount exceeds 64 bits')
    this.#length += 8
  }

  /** Length in bytes, then UTF-8. A lone surrogate has no UTF-8 and becomes U+FFFD. */
  text(value: string): void {
    this.#reserve(4 + value.length * 3)
    const from = this.#length + 4
    const length = this.#ascii(value, from) ? value.length : this.#utf8(value, from)
    this.#view.setUint32(this.#length, length, true)
    this.#length = from + length
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  setU32(at: number, value: number): void {
    this.#view.setUint32(at, value, true)
  }

  setF64(at: number, value: number): void {
    this.#view.setFloat64(at, value, true)
  }

  set(at: number, bytes: Uint8Array): void {
    this.#bytes.set(bytes, at)
  }

  /** The buffer itself, for checksums. Valid until the next write. */
  get bytes(): Uint8Array {
    return this.#bytes
  }

  /** What was written, over the same memory. Valid until the next write. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** Most text is ASCII, for which a loop beats the encoder's call. */
  #ascii(value: string, from: number): boolean {
    for (let i = 0; i < value.length; i += 1) {
      const code = value.charCodeAt(i)
      if (code > 127) return false
      this.#bytes[from + i] = code
    }
    return true
  }

  #utf8(value: string, from: number): number {
    return encoder.encodeInto(value, this.#bytes.subarray(from)).written
  }

  #reserve(count: number): void {
    if (this.#length + count > this.#bytes.length) this.#grow(this.#length + count)
  }

  #grow(needed: number): void {
    const wider = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    wider.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = wider
    this.#view = new DataView(wider.buffer)
  }
}
