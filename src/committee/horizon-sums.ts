import { dayUs, hourUs } from '../domain/index.ts'

/** How far ahead a voice speaks: up to an hour, up to a day, beyond. */
const horizonCount = 3
/** Edge over even odds from which on all of what is wanted is asked for. */
const edgeFull = 0.1

/** Which of the horizons `horizonUs` falls into. */
export function horizonOf(horizonUs: number): number {
  if (horizonUs <= hourUs) return 0
  return horizonUs <= dayUs ? 1 : 2
}

/**
 * The voices of a committee, added up by horizon and side: what they come to when they are netted.
 * Voices may be added and taken away in any order.
 */
export class HorizonSums {
  /** Signed share of equity wanted. */
  exposure = 0
  /** Probability that its sign is right. */
  confidence = 0.5
  /** How much of what horizons want is taken back by others: 0 when they agree, 1 for all of it. */
  conflict = 0
  /** By horizon: log-odds for up, and voices with a side. */
  readonly #odds = new Float64Array(horizonCount)
  readonly #voices = new Int32Array(horizonCount)
  /** By horizon and side, up first: pull times exposure, and pull. */
  readonly #asked = new Float64Array(2 * horizonCount)
  readonly #pull = new Float64Array(2 * horizonCount)

  clear(): void {
    this.#odds.fill(0)
    this.#voices.fill(0)
    this.#asked.fill(0)
    this.#pull.fill(0)
  }

  /** @param pull - Weighted log-odds of the voice, 0 or more. @param sign - -1 takes it away. */
  add(horizon: number, exposure: number, pull: number, sign = 1): void {
    if (exposure === 0) return
    const side = 2 * horizon + (exposure > 0 ? 0 : 1)
    ;(this.#odds[horizon] as number) += sign * Math.sign(exposure) * pull
    ;(this.#voices[horizon] as number) += sign
    ;(this.#asked[side] as number) += sign * pull * exposure
    ;(this.#pull[side] as number) += sign * pull
  }

  /**
   * Nets the wishes of the horizons: each as large as its edge over even odds allows, each with an
   * equal share of what may be asked for. The fields say what came of it.
   */
  net(): void {
    let sum = 0
    let gross = 0
    let odds = 0
    let spoken = 0
    for (let horizon = 0; horizon < horizonCount; horizon += 1) {
      if (this.#voices[horizon] === 0) continue
      spoken += 1
      const wish = this.#wish(horizon)
      sum += wish
      gross += Math.abs(wish)
      odds += this.#odds[horizon] as number
    }
    this.exposure = spoken === 0 ? 0 : sum / spoken
    this.confidence = 0.5 + edgeOf(odds) / 2
    this.conflict = gross === 0 ? 0 : 1 - Math.abs(sum) / gross
  }

  #wish(horizon: number): number {
    const odds = this.#odds[horizon] as number
    const side = 2 * horizon + (odds > 0 ? 0 : 1)
    const pull = this.#pull[side] as number
    // What is left of a voice that was taken away is rounding.
    if (pull < 1e-12) return 0
    return ((this.#asked[side] as number) / pull) * Math.min(1, edgeOf(odds) / edgeFull)
  }
}

/** How far odds are from even, 0 to 1. @param odds - Natural logarithm. */
function edgeOf(odds: number): number {
  const against = Math.exp(-Math.abs(odds))
  return (1 - against) / (1 + against)
}
