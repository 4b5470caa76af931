import type { Micros } from '../../../domain/index.ts'
import type { Refusal } from '../exchange/refusal.ts'
import type { FaultChances } from './fault-chances.ts'
import type { FaultPlan } from './fault-plan.ts'
import { TokenBucket } from './token-bucket.ts'

type Allowance = { readonly bucket: TokenBucket; declined: number; bannedUntil: number }

/** What is going on at the exchange as a whole. */
export type Standing = { readonly isOut: boolean; readonly isInMaintenance: boolean }

/** The door of the exchange: which requests it declines before anybody looks at them. */
export class FaultGate {
  readonly #plan: FaultPlan
  readonly #chances: FaultChances
  readonly #allowances: Allowance[] = []

  constructor(plan: FaultPlan, chances: FaultChances) {
    this.#plan = plan
    this.#chances = chances
  }

  /**
   * Why a request is declined, `undefined` when it is let in.
   *
   * @param stampTs - The sender's time when it was sent.
   */
  decline(account: number, stampTs: Micros, ts: Micros, standing: Standing): Refusal | undefined {
    const { rejectShare, driftPpm, clockWindowUs } = this.#plan
    if (standing.isOut) return { code: 'unavailable', message: 'the exchange cannot be reached' }
    const throttled = this.#throttle(account, ts)
    if (throttled !== undefined) return throttled
    if (standing.isInMaintenance)
      return { code: 'maintenance', message: 'the exchange is being worked on' }
    if (driftPpm > 0 && Math.abs(ts - stampTs) > clockWindowUs)
      return { code: 'bad-clock', message: 'the time of the request is too far off' }
    if (this.#chances.hits('reject', rejectShare))
      return { code: 'bad-request', message: 'the exchange declines this for no reason' }
    return undefined
  }

  /** What is said of a request that was carried out, when that is not what happened. */
  failAfter(): Refusal | undefined {
    if (!this.#chances.hits('fail-after', this.#plan.failAfterShare)) return undefined
    return this.#chances.of('fail-after').next() < 0.5
      ? { code: 'internal', message: 'something went wrong at the exchange' }
      : { code: 'unavailable', message: 'the exchange did not answer in time' }
  }

  #throttle(account: number, ts: Micros): Refusal | undefined {
    const terms = this.#plan.throttle
    if (terms === undefined) return undefined
    let allowance = this.#allowances[account]
    if (allowance === undefined) {
      allowance = { bucket: new TokenBucket(terms, ts), declined: 0, bannedUntil: 0 }
      this.#allowances[account] = allowance
    }
    if (ts < allowance.bannedUntil)
      return { code: 'banned', message: 'the account asked too fast for too long' }
    if (allowance.bucket.take(1, ts)) {
      allowance.declined = 0
      return undefined
    }
    allowance.declined += 1
    if (allowance.declined >= terms.banAfter) {
      allowance.declined = 0
      allowance.bannedUntil = ts + terms.banUs
    }
    return { code: 'throttled', message: 'the account asks too fast' }
  }
}
