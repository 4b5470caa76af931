import type { Cell } from '../cell/index.ts'
import type { BarArrays } from '../bar-arrays.ts'

const bars = 0
const side = 1
const extreme = 2
const extremeBar = 3
const found = 4
const otherExtreme = 5
const otherBar = 6
const held = 7

/**
 * Finds swings: a high is one once price has fallen by `reversal` of it, a low once price has risen
 * by that much, and highs and lows take turns. It is the one detector of every pattern here.
 *
 * A swing is told when it is known, bars after it was made, and never taken back. A bar that makes
 * a new extreme confirms nothing: which of its prices came first cannot be told.
 */
export class Swings implements Cell {
  /** Scalars as named above; then the swings kept, a circle of prices, then of bars. */
  readonly state: Float64Array
  readonly #reversal: number
  readonly #kept: number

  /**
   * @param reversal - Share of the price it has to turn by. Above 0, below 1.
   * @param kept - How many swings are remembered.
   */
  constructor(reversal: number, kept: number) {
    this.#reversal = reversal
    this.#kept = kept
    this.state = new Float64Array(held + 2 * kept)
  }

  /** Takes in a bar. @returns Whether a swing is known with it that was not before. */
  push({ high, low }: BarArrays, row: number): boolean {
    const { state } = this
    const top = high[row] as number
    const bottom = low[row] as number
    const bar = state[bars] as number
    state[bars] = bar + 1
    if (state[side] === 0) return this.#begin(top, bottom, bar)
    if (state[side] === 1) {
      if (top >= (state[extreme] as number)) this.#reach(top, bar)
      else if (bottom <= (state[extreme] as number) * (1 - this.#reversal))
        return this.#turn(bottom, bar)
    } else if (bottom <= (state[extreme] as number)) this.#reach(bottom, bar)
    else if (top >= (state[extreme] as number) * (1 + this.#reversal)) return this.#turn(top, bar)
    return false
  }

  /** Swings known so far. */
  get count(): number {
    return this.state[found] as number
  }

  /** Price of the swing `ago` back, the last known being 0. Below `count` and what is kept. */
  price(ago: number): number {
    return this.state[held + ((this.count - 1 - ago) % this.#kept)] as number
  }

  /** Bars since the last known swing was made. */
  get age(): number {
    const { state } = this
    return (
      (state[bars] as number) -
      1 -
      (state[held + this.#kept + ((this.count - 1) % this.#kept)] as number)
    )
  }

  /**
   * 1 when the last known swing was a low and price rises from it, -1 the other way, 0 for none.
   */
  get direction(): number {
    return this.state[side] as number
  }

  /** How far it has gone since the last known swing: the highest since a low, or the reverse. */
  get reached(): number {
    return this.state[extreme] as number
  }

  /**
   * Before the first swing both extremes are kept, and whichever is left far enough first counts.
   */
  #begin(top: number, bottom: number, bar: number): boolean {
    const { state } = this
    if (bar === 0) {
      state[extreme] = top
      state[otherExtreme] = bottom
      return false
    }
    const isRising = top >= (state[otherExtreme] as number) * (1 + this.#reversal)
    const isFalling = bottom <= (state[extreme] as number) * (1 - this.#reversal)
    if (isRising && isFalling) {
      // Both at once: it begins again at this bar.
      state[extreme] = top
      state[extremeBar] = bar
      state[otherExtreme] = bottom
      state[otherBar] = bar
      return false
    }
    if (isRising) {
      state[side] = -1
      state[extreme] = state[otherExtreme] as number
      state[extremeBar] = state[otherBar] as number
      return this.#turn(top, bar)
    }
    if (isFalling) {
      state[side] = 1
      return this.#turn(bottom, bar)
    }
    if (top >= (state[extreme] as number)) this.#reach(top, bar)
    if (bottom <= (state[otherExtreme] as number)) {
      state[otherExtreme] = bottom
      state[otherBar] = bar
    }
    return false
  }

  #reach(price: number, bar: number): void {
    this.state[extreme] = price
    this.state[extremeBar] = bar
  }

  /** Keeps the extreme as a swing, and follows the other side from `price` on. */
  #turn(price: number, bar: number): boolean {
    const { state } = this
    const slot = (state[found] as number) % this.#kept
    state[held + slot] = state[extreme] as number
    state[held + this.#kept + slot] = state[extremeBar] as number
    state[found] = (state[found] as number) + 1
    state[side] = -(state[side] as number)
    this.#reach(price, bar)
    return true
  }
}
