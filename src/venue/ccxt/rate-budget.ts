import { assert } from '../../base/index.ts'
import { type Micros, minuteUs, secondUs } from '../../domain/index.ts'

/** How much a venue lets us ask. */
export type BudgetTerms = {
  /** Calls at once after a silence. */
  readonly capacity: number
  /** Time for one more call. Unit: us. */
  readonly callUs: number
  /** Share of the capacity that entries leave alone, for cancels, exits and look-ups. */
  readonly reserve: number
}

/** What entries may never use up. */
const reserveMin = 0.25
/** After refusals in a row the pace falls by halves, to this part of what it was. */
const slowestPart = 1 / 16
/** What every call that got through gives back of the full pace. */
const recoveryPart = 1 / 32

/**
 * A bucket of calls that fills with time, and learns from the venue: a refusal empties it, closes
 * it for as long as the venue says and halves its pace; every call that gets through brings some of
 * the pace back. What the venue counted itself lowers the level to what is left there.
 */
export class RateBudget {
  readonly #capacity: number
  readonly #callUs: number
  readonly #reserve: number
  /** Part of the full pace at which it fills now. */
  #pace = 1
  #level: number
  #ts: number
  #closedUntil = 0
  #refusals = 0

  constructor({ capacity, callUs, reserve }: BudgetTerms, ts: Micros) {
    assert(capacity >= 1 && callUs > 0, 'a budget has some calls')
    assert(reserve >= reserveMin && reserve < 1, 'a budget keeps a quarter for the way out')
    this.#capacity = capacity
    this.#callUs = callUs
    this.#reserve = reserve * capacity
    this.#level = capacity
    this.#ts = ts
  }

  /** Takes `calls`, or none when that is too much now. @returns Whether it did. */
  take(calls: number, isUrgent: boolean, ts: Micros): boolean {
    if (this.waitUs(calls, isUrgent, ts) > 0) return false
    this.#level -= calls
    return true
  }

  /**
   * How long until `calls` could be taken, should nobody else take any. Unit: us. More than fit in
   * at once are counted as they would come one after the other.
   */
  waitUs(calls: number, isUrgent: boolean, ts: Micros): number {
    this.#advance(ts)
    const missing = calls - this.#level + (isUrgent ? 0 : this.#reserve)
    // A rounding error must not make anybody wait.
    const fillUs = missing <= 1e-9 ? 0 : Math.ceil((missing * this.#callUs) / this.#pace)
    // It does not fill while it is closed.
    return Math.max(this.#closedUntil - this.#ts, 0) + fillUs
  }

  /** The most calls that one request may take. */
  get callsMax(): number {
    return this.#capacity - this.#reserve
  }

  /**
   * The venue asked for less. Of many calls that were under way at once the first is a lesson, and
   * the others are the same one.
   *
   * @param waitUs - What it asked for; `undefined` when it did not say.
   * @returns How long to leave it alone.
   */
  onThrottled(waitUs: number | undefined, ts: Micros): number {
    this.#advance(ts)
    const usual = Math.min(secondUs * (1 << Math.min(this.#refusals, 6)), minuteUs)
    this.#level = 0
    const isSame = this.#ts < this.#closedUntil
    const wait = waitUs ?? (isSame ? this.#closedUntil - this.#ts : usual)
    if (isSame) {
      this.#closedUntil = Math.max(this.#closedUntil, this.#ts + wait)
      return wait
    }
    this.#refusals += 1
    this.#pace = Math.max(this.#pace / 2, slowestPart)
    this.#closedUntil = Math.max(this.#closedUntil, this.#ts + wait)
    return wait
  }

  /** A call got through. */
  onAnswered(): void {
    this.#refusals = 0
    this.#pace = Math.min(this.#pace + recoveryPart, 1)
  }

  /** The venue's own count. @param left - Part of what it allows that is left, from 0 to 1. */
  onCounted(left: number, ts: Micros): void {
    this.#advance(ts)
    this.#level = Math.min(this.#level, Math.max(left, 0) * this.#capacity)
  }

  /** Nothing comes in while it is closed. */
  #advance(ts: number): void {
    if (ts <= this.#ts) return
    const from = Math.max(this.#ts, Math.min(this.#closedUntil, ts))
    const more = ((ts - from) * this.#pace) / this.#callUs
    this.#level = Math.min(this.#level + more, this.#capacity)
    this.#ts = ts
  }
}
