import { dayUs, hourUs } from '../domain/index.ts'

/** How far ahead a voice speaks: up to an hour, up to a day, beyond. */
const horizonCount = 3
/** Edge over what has to be paid for from which on all of what is wanted is asked for. */
const edgeFull = 0.1
/** What is left of a pull that was taken away is rounding. */
const pullMin = 1e-12

/** Whose voices are added up, and what it costs to do as they say. */
type HorizonTerms = {
  /** By agent, how far ahead it speaks. Unit: us. */
  readonly horizonsUs: readonly number[]
  /** Fee and slippage of one side, as a share of what is traded. */
  readonly costPerSide: number
}

/**
 * The voices of a committee, added up by horizon and side: what they come to when they are netted.
 * Voices may be added and taken away in any order.
 *
 * An edge has to pay for the way in and out before it is wished for, and only has to last for what
 * is wished for already: between what would be entered for and what would be kept, nothing is
 * changed.
 *
 * @see Davis and Norman 1990, Mathematics of OR 15(4), for the band in which nothing is traded.
 */
export class HorizonSums {
  /** Signed share of equity wanted. */
  exposure = 0
  /** How much of what horizons want is taken back by others: 0 when they agree, 1 for all of it. */
  conflict = 0
  readonly #roundTrip: number
  /** By agent: its horizon, and the square root of it in us. */
  readonly #horizons: Uint8Array
  readonly #roots: Float64Array
  /** By horizon: log-odds for up, and voices with a side. */
  readonly #odds = new Float64Array(horizonCount)
  readonly #voices = new Int32Array(horizonCount)
  /** By horizon and side, up first: pull, pull times exposure, pull times root of the horizon. */
  readonly #pull = new Float64Array(2 * horizonCount)
  readonly #asked = new Float64Array(2 * horizonCount)
  readonly #reach = new Float64Array(2 * horizonCount)
  /** By horizon: what is worth keeping, and entering for; weighed again once it has changed. */
  readonly #kept = new Float64Array(horizonCount)
  readonly #entered = new Float64Array(horizonCount)
  readonly #isWeighed = new Uint8Array(horizonCount)
  #pace = Number.NaN

  constructor({ horizonsUs, costPerSide }: HorizonTerms) {
    this.#roundTrip = 2 * costPerSide
    this.#horizons = Uint8Array.from(horizonsUs, horizonOf)
    this.#roots = Float64Array.from(horizonsUs, Math.sqrt)
  }

  clear(): void {
    this.#odds.fill(0)
    this.#voices.fill(0)
    this.#pull.fill(0)
    this.#asked.fill(0)
    this.#reach.fill(0)
    this.#isWeighed.fill(0)
  }

  /** @param pull - Weighted log-odds of the voice, 0 or more. @param sign - -1 takes it away. */
  add(agent: number, exposure: number, pull: number, sign = 1): void {
    if (exposure === 0) return
    const horizon = this.#horizons[agent] as number
    const side = 2 * horizon + (exposure > 0 ? 0 : 1)
    this.#isWeighed[horizon] = 0
    ;(this.#odds[horizon] as number) += sign * Math.sign(exposure) * pull
    ;(this.#voices[horizon] as number) += sign
    ;(this.#pull[side] as number) += sign * pull
    ;(this.#asked[side] as number) += sign * pull * exposure
    ;(this.#reach[side] as number) += sign * pull * (this.#roots[agent] as number)
  }

  /**
   * Nets the wishes of the horizons: each as large as its edge allows, each with an equal share of
   * what may be asked for. The fields say what came of it.
   *
   * @param pace - What the price moves by, either way: a mean share for each root of a us.
   * @param before - What is wished for already.
   */
  net(pace: number, before: number): void {
    let kept = 0
    let entered = 0
    let gross = 0
    let spoken = 0
    if (pace !== this.#pace) this.#isWeighed.fill(0)
    this.#pace = pace
    for (let horizon = 0; horizon < horizonCount; horizon += 1) {
      if (this.#voices[horizon] === 0) continue
      spoken += 1
      if (this.#isWeighed[horizon] === 0) this.#weigh(horizon)
      const wish = this.#kept[horizon] as number
      kept += wish
      entered += this.#entered[horizon] as number
      gross += Math.abs(wish)
    }
    const share = spoken === 0 ? 0 : 1 / spoken
    this.exposure = within(before, share * entered, share * kept)
    this.conflict = gross === 0 ? 0 : 1 - Math.abs(kept) / gross
  }

  /** Probability that the sign of all horizons together is right. */
  get confidence(): number {
    return 0.5 + edgeOf(this.#odds.reduce((sum, odds) => sum + odds, 0)) / 2
  }

  #weigh(horizon: number): void {
    this.#isWeighed[horizon] = 1
    this.#kept[horizon] = 0
    this.#entered[horizon] = 0
    const odds = this.#odds[horizon] as number
    const side = 2 * horizon + (odds > 0 ? 0 : 1)
    const pull = this.#pull[side] as number
    if (pull < pullMin) return
    const asked = (this.#asked[side] as number) / pull
    const edge = edgeOf(odds)
    this.#kept[horizon] = asked * Math.min(1, edge / edgeFull)
    // What is won of an edge is its share of what the price moves by until the horizon.
    const move = (this.#pace * (this.#reach[side] as number)) / pull
    const hurdle = this.#roundTrip === 0 ? 0 : this.#roundTrip / move
    if (edge > hurdle) this.#entered[horizon] = asked * Math.min(1, (edge - hurdle) / edgeFull)
  }
}

/** Which of the horizons `horizonUs` falls into. */
function horizonOf(horizonUs: number): number {
  if (horizonUs <= hourUs) return 0
  return horizonUs <= dayUs ? 1 : 2
}

/** `value`, or the nearer of two ends that it lies outside of. */
function within(value: number, a: number, b: number): number {
  return a < b ? Math.max(a, Math.min(value, b)) : Math.max(b, Math.min(value, a))
}

/** How far odds are from even, 0 to 1. @param odds - Natural logarithm. */
function edgeOf(odds: number): number {
  const against = Math.exp(-Math.abs(odds))
  return (1 - against) / (1 + against)
}
