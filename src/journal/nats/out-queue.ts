import type { BusMessage } from '../../kernel/index.ts'

/** What waits for a line. When it is full the oldest goes: the newest is worth more. */
export class OutQueue {
  readonly #bytesMax: number
  #waiting: (BusMessage | undefined)[] = []
  #first = 0
  #bytes = 0

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  get length(): number {
    return this.#waiting.length - this.#first
  }

  /** @returns how many were given up for it; itself too, when it is larger than all the room. */
  push(message: BusMessage): number {
    this.#waiting.push(message)
    this.#bytes += weight(message)
    let dropped = 0
    for (; this.#bytes > this.#bytesMax; dropped += 1) this.shift()
    return dropped
  }

  shift(): BusMessage | undefined {
    const message = this.#waiting[this.#first]
    if (message === undefined) return undefined
    this.#waiting[this.#first] = undefined
    this.#first += 1
    this.#bytes -= weight(message)
    if (this.#first > 1_024 && this.#first * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#first)
      this.#first = 0
    }
    return message
  }
}

/** Bytes a message costs on its way; the constant is about what the protocol adds. */
export function weight({ subject, bytes }: BusMessage): number {
  return subject.length + bytes.length + 16
}
