import type { Json } from '../../base/index.ts'
import type { Mind } from '../mind.ts'
import type { Challenge } from './challenge.ts'
import type { Lean } from './lean.ts'

/** Shares of equity below which nobody leans either way. */
const leanMin = 0.01

/**
 * Watches how long and how strongly an instrument's committee leans one way. It goes by what it is
 * told was decided, and as long as nobody tells it, by what is held.
 */
export class ConsensusWatch implements Mind {
  /** What could be said against it when that was looked at last. */
  challenge: Challenge = { since: 0, lately: 0, tired: 0, changed: 0, evidence: 0 }
  #told: number = Number.NaN
  #at = -1
  #side = 0
  #bars = 0
  #sum = 0
  #close = 0
  #deviation = 0

  /** The committee has decided. @param exposure - Signed share of equity that it wants. */
  tell(exposure: number): void {
    this.#told = exposure
  }

  /**
   * A bar has closed. Once for each bar: a second call for the same one changes nothing.
   *
   * @param held - Signed share of equity.
   * @param deviation - Of a bar, as a share of the price.
   */
  look(at: {
    readonly ts: number
    readonly held: number
    readonly close: number
    readonly deviation: number
  }): void {
    if (at.ts <= this.#at) return
    this.#at = at.ts
    const exposure = Number.isNaN(this.#told) ? at.held : this.#told
    const side = Math.abs(exposure) < leanMin ? 0 : Math.sign(exposure)
    if (side !== this.#side) {
      this.#side = side
      this.#bars = 0
      this.#sum = 0
      this.#close = at.close
      this.#deviation = at.deviation
    }
    this.#bars += 1
    this.#sum += Math.abs(exposure)
  }

  get side(): number {
    return this.#side
  }

  get bars(): number {
    return this.#bars
  }

  get lean(): Lean {
    const strength = this.#bars === 0 ? 0 : this.#sum / this.#bars
    const [side, bars] = [this.#side, this.#bars]
    return { side, bars, strength, close: this.#close, deviation: this.#deviation }
  }

  save(): Json {
    const told = Number.isNaN(this.#told) ? null : this.#told
    const { strength } = this.lean
    const at = [this.#at, this.#side, this.#bars, this.#sum, this.#close, this.#deviation]
    return { told, at, strength, challenge: { ...this.challenge } }
  }

  load(state: Json): void {
    const { told, at, challenge } = state as {
      readonly told: number | null
      readonly at: readonly number[]
      readonly challenge: Challenge
    }
    this.challenge = challenge
    this.#told = told ?? Number.NaN
    const [ts = -1, side = 0, bars = 0, sum = 0, close = 0, deviation = 0] = at
    this.#at = ts
    this.#side = side
    this.#bars = bars
    this.#sum = sum
    this.#close = close
    this.#deviation = deviation
  }
}
