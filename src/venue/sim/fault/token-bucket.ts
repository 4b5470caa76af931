import { assert, type Json } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'

/** How much of something may be used, and how fast it comes back. */
export type BucketTerms = {
  /** Tokens of a full bucket. Whole. */
  readonly capacity: number
  /** `refill` tokens come back every `perUs`, evenly. Whole. */
  readonly refill: number
  readonly perUs: number
}

/**
 * A limit on requests: every request takes tokens, which come back evenly with time. Counts in
 * tokens x `perUs`, so that every microsecond brings a whole amount and nothing is ever rounded.
 */
export class TokenBucket {
  readonly #perUs: number
  readonly #refill: number
  readonly #full: number
  #level: number
  #ts: number

  /** @param ts - When it is full. */
  constructor({ capacity, refill, perUs }: BucketTerms, ts: Micros) {
    const isWhole = [capacity, refill, perUs, capacity * perUs].every(Number.isSafeInteger)
    assert(isWhole && capacity > 0 && refill > 0 && perUs > 0, 'a bucket has whole, positive terms')
    this.#perUs = perUs
    this.#refill = refill
    this.#full = capacity * perUs
    this.#level = this.#full
    this.#ts = ts
  }

  /**
   * Whole tokens left. @param ts - Not before any time given earlier; such a one counts as that.
   */
  left(ts: Micros): number {
    this.#advance(ts)
    return Math.floor(this.#level / this.#perUs)
  }

  /** Takes `tokens`, or none when there are fewer. @returns Whether it did. */
  take(tokens: number, ts: Micros): boolean {
    this.#advance(ts)
    const wanted = tokens * this.#perUs
    if (wanted > this.#level) return false
    this.#level -= wanted
    return true
  }

  /** How long until `tokens` could be taken; infinity when they never fit in. Unit: us. */
  waitUs(tokens: number, ts: Micros): number {
    this.#advance(ts)
    const missing = tokens * this.#perUs - this.#level
    if (missing <= 0) return 0
    return tokens * this.#perUs > this.#full
      ? Number.POSITIVE_INFINITY
      : Math.ceil(missing / this.#refill)
  }

  #advance(ts: number): void {
    if (ts <= this.#ts) return
    // Divided, not multiplied: a long silence times the refill could be beyond whole numbers.
    const isFull = ts - this.#ts >= (this.#full - this.#level) / this.#refill
    this.#level = isFull ? this.#full : this.#level + (ts - this.#ts) * this.#refill
    this.#ts = ts
  }

  save(): Json {
    return [this.#level, this.#ts]
  }

  /** To be called on a bucket of the same terms. */
  load(state: Json): void {
    const [level, ts] = state as unknown as readonly [number, number]
    this.#level = level
    this.#ts = ts
  }
}
