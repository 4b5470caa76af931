/** Longest frame that is taken from a box, bytes. */
export const frameMax: number = 1 << 20

/** One frame: its length in four bytes, then itself. */
export function frameOf(body: Uint8Array): Uint8Array {
  const framed = new Uint8Array(4 + body.length)
  new DataView(framed.buffer).setUint32(0, body.length, true)
  framed.set(body, 4)
  return framed
}

/** Puts frames together out of bytes as they come. */
export class FrameReader {
  readonly #max: number
  readonly #onFrame: (body: Uint8Array) => void
  #parts: Uint8Array[] = []
  #held = 0

  /** @param max - Longest frame, bytes. */
  constructor(max: number, onFrame: (body: Uint8Array) => void) {
    this.#max = max
    this.#onFrame = onFrame
  }

  /** @returns Whether these bytes can be frames; after `false` nothing more is taken in. */
  take(bytes: Uint8Array): boolean {
    this.#parts.push(bytes)
    this.#held += bytes.length
    for (;;) {
      const length = this.#length()
      if (length === undefined) return true
      if (length > this.#max) return false
      if (this.#held < 4 + length) return true
      this.#onFrame(this.#cut(4 + length).subarray(4))
    }
  }

  #length(): number | undefined {
    if (this.#held < 4) return undefined
    const head = this.#whole(4)
    return new DataView(head.buffer, head.byteOffset).getUint32(0, true)
  }

  /** The first parts as one, so that it has at least `bytes`. */
  #whole(bytes: number): Uint8Array {
    const [first] = this.#parts
    if (first !== undefined && first.length >= bytes) return first
    const joined = new Uint8Array(this.#held)
    let at = 0
    for (const part of this.#parts) {
      joined.set(part, at)
      at += part.length
    }
    this.#parts = [joined]
    return joined
  }

  #cut(bytes: number): Uint8Array {
    const first = this.#whole(bytes)
    const rest = first.subarray(bytes)
    this.#parts = rest.length === 0 ? this.#parts.slice(1) : [rest, ...this.#parts.slice(1)]
    this.#held -= bytes
    return first.subarray(0, bytes)
  }
}
