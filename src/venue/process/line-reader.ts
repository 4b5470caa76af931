/** Longest line of either side. An account with thousands of open orders fits. Unit: bytes. */
export const lineMax: number = 1 << 20

const newline = 10

/** Cuts what comes through a pipe into lines. What is longer than any line is not kept. */
export class LineReader {
  readonly #onLine: (line: string) => void
  readonly #onFault: () => void
  #parts: Uint8Array[] = []
  #length = 0
  #isBroken = false

  /** @param onFault - Told once, when a line is too long or no UTF-8; nothing is read after. */
  constructor(onLine: (line: string) => void, onFault: () => void) {
    this.#onLine = onLine
    this.#onFault = onFault
  }

  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.#isBroken; ) {
      const end = bytes.indexOf(newline, at)
      const part = bytes.subarray(at, end < 0 ? bytes.length : end)
      this.#length += part.length
      if (this.#length > lineMax) return this.#break()
      this.#parts.push(part)
      if (end < 0) return
      this.#flush()
      at = end + 1
    }
  }

  #flush(): void {
    const bytes = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts)
    this.#parts = []
    this.#length = 0
    const line = textOf(bytes ?? new Uint8Array(0))
    if (line === undefined) return this.#break()
    this.#onLine(line)
  }

  #break(): void {
    this.#isBroken = true
    this.#parts = []
    this.#onFault()
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
