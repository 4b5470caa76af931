import { Random } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import { waitAfter } from './backoff.ts'

/** `silent`: nothing is said to be wrong, and nothing has come for too long. */
export type ConnectionState = 'connected' | 'silent' | 'reconnecting'

/**
 * What is known of one connection: whether it stands, whether anything comes over it, and how long
 * to wait before it is tried again: 1, 2, 4, 8, then 16 seconds after failures in a row, each up to
 * half longer by chance, so that desks that lost one venue do not come back at one instant. Pure:
 * it is told what happens and when.
 */
export class ConnectionWatch {
  readonly #silenceUs: number
  readonly #chance: () => number
  #isBroken = false
  #failures = 0
  #heardTs: number

  /**
   * @param silenceUs - After so long without a word it is silent; infinity for never.
   * @param chance - From 0 to 1, drawn anew each time.
   */
  constructor(silenceUs: number, chance: () => number, now: Micros) {
    this.#silenceUs = silenceUs
    this.#chance = chance
    this.#heardTs = now
  }

  state(now: Micros): ConnectionState {
    if (this.#isBroken) return 'reconnecting'
    return now - this.#heardTs >= this.#silenceUs ? 'silent' : 'connected'
  }

  onHeard(now: Micros): void {
    this.#isBroken = false
    this.#failures = 0
    this.#heardTs = now
  }

  /** @returns How long to wait before it is tried again. Unit: us. */
  onBroken(): number {
    this.#isBroken = true
    this.#failures += 1
    return Math.ceil(waitAfter(this.#failures) * (1 + this.#chance() / 2))
  }

  /** It is tried again, and has its time to say something. */
  onTried(now: Micros): void {
    this.#isBroken = false
    this.#heardTs = now
  }
}

/** Numbers from 0 to 1, others for desks that were started at another microsecond. */
export function drawChance(now: Micros, name: string): () => number {
  const random = Random.stream(now, name)
  return () => random.next()
}
