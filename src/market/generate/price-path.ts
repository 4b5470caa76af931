import type { Random } from '../../base/index.ts'

/** A price never falls below this many ticks, so that every bar has a price above zero. */
const ticksMin = 10
/** No bar loses or gains more than this. */
const returnMax = 0.4

/**
 * The price of one instrument: a float in ticks that moves by returns. High and low of a bar are
 * drawn from the exact law of a Brownian bridge between its open and its close, so ranges fit the
 * volatility without simulating the inside of the bar.
 *
 * @see Devroye 1986, "Non-uniform random variate generation", ch. 4: the maximum of a bridge.
 */
export class PricePath {
  /** The bar made last, in whole ticks. */
  open = 0
  high = 0
  low = 0
  close = 0
  #ticks: number
  readonly #start: number
  readonly #random: Random

  /** @param ticks - Where the path starts, and what it is weakly drawn back to. */
  constructor(ticks: number, random: Random) {
    this.#ticks = ticks
    this.#start = ticks
    this.#random = random
  }

  /** Logarithm of the price over where it started. */
  get distance(): number {
    return Math.log(this.#ticks / this.#start)
  }

  /**
   * Makes the next bar.
   *
   * @param change - Return from open to close, as a fraction of the open.
   * @param volatility - Standard deviation of a return inside the bar.
   */
  advance(change: number, volatility: number): void {
    const open = this.#ticks
    const bounded = Math.max(-returnMax, Math.min(returnMax, change))
    const close = Math.max(ticksMin, open * (1 + bounded))
    this.#ticks = close
    this.open = Math.round(open)
    this.close = Math.round(close)
    const up = open * this.#reach(bounded, volatility)
    const down = open * this.#reach(-bounded, volatility)
    this.high = Math.max(this.open, this.close, Math.round(open + up))
    this.low = Math.max(1, Math.min(this.open, this.close, Math.round(open - down)))
  }

  /** How far a bridge that ends at `change` rises above its start, as a fraction. */
  #reach(change: number, volatility: number): number {
    const exponential = -Math.log(1 - this.#random.next())
    const square = change * change + 2 * volatility * volatility * exponential
    return Math.min(returnMax, (change + Math.sqrt(square)) / 2)
  }
}
