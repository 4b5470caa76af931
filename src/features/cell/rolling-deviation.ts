import type { Cell } from './cell.ts'

const held = 5

/**
 * Mean and spread of the last `period` values. Sums are of distances from a pivot near the values,
 * and are renewed once in `period` pushes: the spread of prices around a million is as exact as
 * that of prices around one.
 */
export class RollingDeviation implements Cell {
  /** Next slot, values held, pivot, sum, sum of squares, then the circle of distances. */
  readonly state: Float64Array
  readonly #period: number

  /** @param period - Whole, >= 1. */
  constructor(period: number) {
    this.#period = period
    this.state = new Float64Array(held + period)
  }

  /** Takes in `value`. @returns Whether `period` values were seen. */
  push(value: number): boolean {
    if (Number.isNaN(value)) return false
    const { state } = this
    const next = state[0] as number
    if ((state[1] as number) === 0) state[2] = value
    const distance = value - (state[2] as number)
    const out = state[held + next] as number
    state[held + next] = distance
    state[3] = (state[3] as number) + distance - out
    state[4] = (state[4] as number) + (distance * distance - out * out)
    if ((state[1] as number) < this.#period) state[1] = (state[1] as number) + 1
    if (next + 1 === this.#period) this.#renew()
    else state[0] = next + 1
    return (state[1] as number) === this.#period
  }

  get mean(): number {
    return (this.state[2] as number) + (this.state[3] as number) / this.#period
  }

  /** @param freedom - What is taken off the divisor: 0 for a population, 1 for a sample. */
  variance(freedom: 0 | 1): number {
    const sum = this.state[3] as number
    const spread = (this.state[4] as number) - (sum * sum) / this.#period
    return spread > 0 ? spread / (this.#period - freedom) : 0
  }

  /** Moves the pivot to the mean and adds up afresh. */
  #renew(): void {
    const { state } = this
    const shift = (state[3] as number) / this.#period
    state[2] = (state[2] as number) + shift
    let sum = 0
    let squares = 0
    for (let i = held; i < state.length; i += 1) {
      const distance = (state[i] as number) - shift
      state[i] = distance
      sum += distance
      squares += distance * distance
    }
    state[3] = sum
    state[4] = squares
    state[0] = 0
  }
}
