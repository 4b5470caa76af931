import type { Json } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'

/**
 * Orders a second. Counts in orders x microseconds, so that every microsecond brings a whole amount
 * and nothing is ever rounded; as many as come back in a second may go at once.
 */
export class Pace {
  readonly #perSecond: number
  readonly #full: number
  #level: number
  #ts = 0

  constructor(ordersPerSecond: number) {
    this.#perSecond = ordersPerSecond
    this.#full = ordersPerSecond * secondUs
    this.#level = this.#full
  }

  /** @param ts - One before an earlier one counts as that. */
  advance(ts: number): void {
    if (!(ts > this.#ts)) return
    const isFull = ts - this.#ts >= secondUs
    const level = isFull ? this.#full : this.#level + (ts - this.#ts) * this.#perSecond
    this.#level = level > this.#full ? this.#full : level
    this.#ts = ts
  }

  /** Whole orders that may go now. */
  get left(): number {
    return Math.floor(this.#level / secondUs)
  }

  take(): void {
    this.#level -= secondUs
  }

  save(): Json {
    return [this.#level, this.#ts]
  }

  /** To be called on one of the same terms. */
  load(state: Json): void {
    const [level, ts] = state as readonly number[]
    this.#level = level ?? 0
    this.#ts = ts ?? 0
  }
}
