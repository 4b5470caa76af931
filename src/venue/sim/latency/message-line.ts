const firstSize = 256

/** Messages in the order of their times, put in at the end and taken out at the start. */
export class MessageLine<Message> {
  #ts = new Float64Array(firstSize)
  #sequence = new Float64Array(firstSize)
  #messages: (Message | undefined)[] = new Array(firstSize).fill(undefined)
  #mask = firstSize - 1
  #start = 0
  #size = 0
  /** Time of the last one, also of one that is gone. */
  lastTs: number = Number.NEGATIVE_INFINITY

  get size(): number {
    return this.#size
  }

  /** Time of the first; infinity when there is none. */
  get firstTs(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#ts[this.#start] as number)
  }

  /** Only where there is a first. */
  get firstSequence(): number {
    return this.#sequence[this.#start] as number
  }

  /** @param ts - Not before `lastTs`. */
  put(ts: number, sequence: number, message: Message): void {
    if (this.#size > this.#mask) this.#grow()
    const at = (this.#start + this.#size) & this.#mask
    this.#ts[at] = ts
    this.#sequence[at] = sequence
    this.#messages[at] = message
    this.#size += 1
    this.lastTs = ts
  }

  take(): Message | undefined {
    if (this.#size === 0) return undefined
    const message = this.#messages[this.#start]
    this.#messages[this.#start] = undefined
    this.#start = (this.#start + 1) & this.#mask
    this.#size -= 1
    return message
  }

  list(): readonly (readonly [ts: number, sequence: number, message: Message])[] {
    return Array.from({ length: this.#size }, (_, i) => {
      const at = (this.#start + i) & this.#mask
      return [this.#ts[at], this.#sequence[at], this.#messages[at]] as [number, number, Message]
    })
  }

  #grow(): void {
    const all = this.list()
    const size = this.#ts.length * 2
    this.#ts = new Float64Array(size)
    this.#sequence = new Float64Array(size)
    this.#messages = new Array(size).fill(undefined)
    this.#mask = size - 1
    this.#start = 0
    for (const [at, [ts, sequence, message]] of all.entries()) {
      this.#ts[at] = ts
      this.#sequence[at] = sequence
      this.#messages[at] = message
    }
  }
}
