import type { SentOrder } from './sent-order.ts'

/**
 * A request without an answer so far. `place` and `amend` count the sendings and the changes of its
 * order; 0 for other requests. `name` is what a change was to call it, `was` what it was called.
 */
export type Asked = {
  readonly sent: SentOrder
  readonly place: number
  readonly amend: number
  readonly name: string
  readonly was: string
}

/** Requests waited for at once. An answer that comes after so many others tells nothing new. */
const waitingMax = 4_096

/** Numbers requests from 1 upward and knows what the latest of them were about. */
export class Tickets {
  readonly #asked = new Map<number, Asked>()
  #last = 0

  /** @param asked - `undefined` for a request about no order. */
  give(asked?: Asked): number {
    this.#last += 1
    if (asked === undefined) return this.#last
    this.#asked.set(this.#last, asked)
    if (this.#asked.size > waitingMax) {
      const [oldest = 0] = this.#asked.keys()
      this.#asked.delete(oldest)
    }
    return this.#last
  }

  /** What a request was about, once. */
  take(ticket: number): Asked | undefined {
    const asked = this.#asked.get(ticket)
    this.#asked.delete(ticket)
    return asked
  }
}
