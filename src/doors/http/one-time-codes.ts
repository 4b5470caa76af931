import { createHash, timingSafeEqual } from 'node:crypto'
import { type Micros, minuteUs } from '../../domain/index.ts'

/** How long a printed link works. Unit: microseconds. */
export const codeLifeUs: number = 15 * minuteUs
const outstandingMax = 8
const failuresMax = 10
const lockoutUs = minuteUs

type Code = { readonly hash: Buffer; readonly expires: number }

/**
 * Codes that are good once and for a limited time; only their hashes are kept. After ten wrong ones
 * within a minute whoever brings more is told to wait. A right one lets its owner in all the same,
 * or anybody on the machine could keep him out; no number of guesses finds 256 random bits.
 */
export class OneTimeCodes {
  #codes: readonly Code[] = []
  #failures: readonly number[] = []
  #lockedUntil = 0

  /** Makes `code` redeemable. The oldest is forgotten when there are too many. */
  add(code: string, now: Micros): void {
    const fresh = { hash: hashOf(code), expires: now + codeLifeUs }
    this.#codes = [...this.#codes, fresh].slice(-outstandingMax)
  }

  /** Uses `code` up. `locked`: wrong, and one of too many. */
  redeem(code: string, now: Micros): 'accepted' | 'refused' | 'locked' {
    const hash = hashOf(code)
    this.#codes = this.#codes.filter((known) => known.expires > now)
    // Every hash is compared, so the time taken does not tell which one matched.
    const isMatch = this.#codes.map((known) => timingSafeEqual(known.hash, hash))
    if (!isMatch.includes(true)) return this.#refuse(now)
    this.#codes = this.#codes.filter((_, i) => isMatch[i] !== true)
    return 'accepted'
  }

  #refuse(now: Micros): 'refused' | 'locked' {
    if (now < this.#lockedUntil) return 'locked'
    this.#failures = [...this.#failures.filter((at) => at > now - minuteUs), now]
    if (this.#failures.length >= failuresMax) {
      this.#lockedUntil = now + lockoutUs
      this.#failures = []
    }
    return 'refused'
  }
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(code).digest()
}
