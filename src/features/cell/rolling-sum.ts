import type { Cell } from './cell.ts'

/**
 * Sum of the last `period` values. Once in `period` pushes it is added up afresh, so that what
 * rounding leaves behind never outlives a window.
 */
export class RollingSum implements Cell {
  /** Next slot, values held, sum, then the circle. */
  readonly state: Float64Array
  readonly #period: number

  /** @param period - Whole, >= 1. */
  constructor(period: number) {
    this.#period = period
    this.state = new Float64Array(3 + period)
  }

  /** @returns NaN until `period` values were seen. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const { state } = this
    const period = this.#period
    const next = (state[0] as number) + 1
    const sum = (state[2] as number) + value - (state[2 + next] as number)
    state[2 + next] = value
    state[2] = sum
    if ((state[1] as number) < period) state[1] = (state[1] as number) + 1
    if (next === period) this.#renew()
    else state[0] = next
    return (state[1] as number) === period ? (state[2] as number) : Number.NaN
  }

  #renew(): void {
    const { state } = this
    let sum = 0
    for (let i = 3; i < state.length; i += 1) sum += state[i] as number
    state[2] = sum
    state[0] = 0
  }
}
