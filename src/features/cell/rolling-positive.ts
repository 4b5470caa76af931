import type { Cell } from './cell.ts'

const held = 4

/**
 * Sum of the last `period` values, none of them below 0. It is never below 0, and exactly 0 when
 * every value is: so a ratio of two such sums is never one of what rounding left behind.
 */
export class RollingPositive implements Cell {
  /** Next slot, values held, sum, how many are above 0, then the circle. */
  readonly state: Float64Array
  readonly #period: number

  /** @param period - Whole, >= 1. */
  constructor(period: number) {
    this.#period = period
    this.state = new Float64Array(held + period)
  }

  /** @returns NaN until `period` values were seen. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const { state } = this
    const period = this.#period
    const next = state[0] as number
    const out = state[held + next] as number
    const above = (state[3] as number) + (value > 0 ? 1 : 0) - (out > 0 ? 1 : 0)
    const sum = (state[2] as number) + value - out
    state[held + next] = value
    state[3] = above
    state[2] = above > 0 && sum > 0 ? sum : 0
    if ((state[1] as number) < period) state[1] = (state[1] as number) + 1
    if (next + 1 === period) this.#renew()
    else state[0] = next + 1
    return (state[1] as number) === period ? state[2] : Number.NaN
  }

  #renew(): void {
    const { state } = this
    let sum = 0
    for (let i = held; i < state.length; i += 1) sum += state[i] as number
    state[2] = sum
    state[0] = 0
  }
}
