import type { Cell } from './cell.ts'
import { RollingExtreme } from './rolling-extreme.ts'

/** Highest high and lowest low of the last `period` bars. It is made of the two `cells`. */
export class RollingRange {
  readonly cells: readonly Cell[]
  readonly #highest: RollingExtreme
  readonly #lowest: RollingExtreme
  #high: number = Number.NaN
  #low: number = Number.NaN

  /** @param period - Whole, >= 1. */
  constructor(period: number) {
    this.#highest = new RollingExtreme(period, 1)
    this.#lowest = new RollingExtreme(period, -1)
    this.cells = [this.#highest, this.#lowest]
  }

  /** Takes in a bar. @returns Whether `period` bars were seen; only then do the others answer. */
  push(high: number, low: number): boolean {
    this.#high = this.#highest.push(high)
    this.#low = this.#lowest.push(low)
    return !Number.isNaN(this.#high + this.#low)
  }

  get high(): number {
    return this.#high
  }

  get low(): number {
    return this.#low
  }

  /** How far up `value` is: 0 at the low, 1 at the high, 0.5 when the two are one. */
  place(value: number): number {
    const width = this.#high - this.#low
    if (!(width > 0)) return 0.5
    const share = (value - this.#low) / width
    return share > 1 ? 1 : share < 0 ? 0 : share
  }
}
