/** Who reads a stream. */
export type Reader = {
  readonly send: (text: string) => void
  /** Whether every message is wrapped with the name of its stream. */
  isCombined: boolean
}

/** The readers of one stream, and the way to them. */
export class Topic {
  readonly name: string
  readonly #readers = new Set<Reader>()

  constructor(name: string) {
    this.name = name
  }

  get isIdle(): boolean {
    return this.#readers.size === 0
  }

  add(reader: Reader): void {
    this.#readers.add(reader)
  }

  remove(reader: Reader): void {
    this.#readers.delete(reader)
  }

  /** @param data - JSON text, made once for all. */
  publish(data: string): void {
    let combined: string | undefined
    for (const reader of this.#readers) {
      if (!reader.isCombined) reader.send(data)
      else {
        combined ??= `{"stream":${JSON.stringify(this.name)},"data":${data}}`
        reader.send(combined)
      }
    }
  }
}
