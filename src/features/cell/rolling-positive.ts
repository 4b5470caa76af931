import type { Cell } from './cell.ts'
import { RollingSum } from './rolling-sum.ts'

/**
 * Sum of the last `period` values, none of them below 0. It is never below 0, and exactly 0 when
 * every value is: so a ratio of two such sums is never one of what rounding left behind.
 */
export class RollingPositive implements Cell {
  /** Of a rolling sum; then how many values have been 0 in a row, up to `period`. */
  readonly state: Float64Array
  readonly #sum: RollingSum
  readonly #period: number

  /** @param period - Whole, >= 1. */
  constructor(period: number) {
    this.#sum = new RollingSum(period, 1)
    this.#period = period
    this.state = this.#sum.state
  }

  /** @returns NaN until `period` values were seen. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const { state } = this
    const period = this.#period
    const sum = this.#sum.push(value)
    const last = state.length - 1
    const idle = value > 0 ? 0 : Math.min((state[last] as number) + 1, period)
    state[last] = idle
    return idle === period || sum < 0 ? 0 : sum
  }
}
