import type { Cell } from './cell.ts'

const held = 4

/** Mean of the last `period` values with weights 1 to `period`, the newest counting most. */
export class RollingWeighted implements Cell {
  /** Next slot, values held, plain sum, weighted sum, then the circle. */
  readonly state: Float64Array
  readonly #period: number
  readonly #divisor: number

  /** @param period - Whole, >= 1. */
  constructor(period: number) {
    this.#period = period
    this.#divisor = (period * (period + 1)) / 2
    this.state = new Float64Array(held + period)
  }

  /** @returns NaN until `period` values were seen. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const { state } = this
    const period = this.#period
    const next = state[0] as number
    const sum = state[2] as number
    const isFull = (state[1] as number) === period
    if (!isFull) state[1] = (state[1] as number) + 1
    const weight = state[1] as number
    // With one more bar every value held weighs one less: the plain sum is taken off.
    state[3] = (state[3] as number) - (isFull ? sum : 0) + weight * value
    state[2] = sum + value - (isFull ? (state[held + next] as number) : 0)
    state[held + next] = value
    if (next + 1 === period) this.#renew()
    else state[0] = next + 1
    return (state[1] as number) === period ? state[3] / this.#divisor : Number.NaN
  }

  #renew(): void {
    const { state } = this
    let sum = 0
    let weighted = 0
    for (let i = 0; i < this.#period; i += 1) {
      const value = state[held + i] as number
      sum += value
      weighted += (i + 1) * value
    }
    state[2] = sum
    state[3] = weighted
    state[0] = 0
  }
}
