import { secondUs } from '../../domain/index.ts'
import type { VenueAnswer, VenueRequest } from '../../execution/index.ts'
import type { Stopwatch } from '../../kernel/index.ts'

/** Requests whose answer is waited for at most; older ones are given up. */
const waitingMax = 4_096

type Sent = { readonly call: VenueRequest['kind']; readonly at: number }

/** Counts what is asked of a venue and what it answers, and how long that takes. */
export class CallTally {
  /** By `call answer`. */
  readonly answers: Map<string, number> = new Map<string, number>()
  /** Times that the line was deaf for a while. */
  reconnects = 0
  readonly #waiting = new Map<number, Sent>()
  readonly #stopwatch: Stopwatch
  readonly #onAnswered: (call: string, seconds: number) => void

  constructor(stopwatch: Stopwatch, onAnswered: (call: string, seconds: number) => void) {
    this.#stopwatch = stopwatch
    this.#onAnswered = onAnswered
  }

  /** Requests that were not answered yet. */
  get waiting(): number {
    return this.#waiting.size
  }

  /** The gateway has asked for it; how long it waits before it leaves is part of its time. */
  sent(ticket: number, { kind }: VenueRequest): void {
    const [oldest] = this.#waiting.keys()
    if (this.#waiting.size >= waitingMax && oldest !== undefined) this.#waiting.delete(oldest)
    this.#waiting.set(ticket, { call: kind, at: this.#stopwatch() })
  }

  answered(ticket: number, { kind }: VenueAnswer): void {
    const sent = this.#waiting.get(ticket)
    if (sent === undefined) return
    this.#waiting.delete(ticket)
    const key = `${sent.call} ${kind}`
    this.answers.set(key, (this.answers.get(key) ?? 0) + 1)
    this.#onAnswered(sent.call, (this.#stopwatch() - sent.at) / secondUs)
  }
}
