import type { Cell } from './cell.ts'

/**
 * How many of the last `period` values are below the newest, percent. Each push scans the window:
 * for a hundred values that is less than keeping them sorted.
 */
export class PercentRank implements Cell {
  /** Next slot, values held, then the circle. */
  readonly state: Float64Array
  readonly #period: number

  /** @param period - Whole, >= 1. */
  constructor(period: number) {
    this.#period = period
    this.state = new Float64Array(2 + period)
  }

  /** @returns 0 to 100; NaN until `period` values were pushed before this one. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const { state } = this
    const period = this.#period
    const next = state[0] as number
    const isFull = state[1] === period
    let below = 0
    if (isFull)
      for (let i = 2; i < state.length; i += 1) if ((state[i] as number) < value) below += 1
    state[2 + next] = value
    state[0] = next + 1 === period ? 0 : next + 1
    if (!isFull) state[1] = (state[1] as number) + 1
    return isFull ? (100 * below) / period : Number.NaN
  }
}
