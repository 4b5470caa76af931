import type { Cell } from './cell.ts'

/**
 * Wilder's relative strength of a series of changes: the mean rise as a share of the mean rise and
 * fall, both smoothed by 1 / `period` and seeded with the mean of the first `period` changes. A
 * change of 0 leaves the share as it is, to the last bit: what is made of it stands still too.
 */
export class RelativeStrength implements Cell {
  /** Changes seen while seeding, mean rise, mean fall, share. */
  readonly state: Float64Array = new Float64Array(4)
  readonly #period: number

  /** @param period - Whole, >= 1. */
  constructor(period: number) {
    this.#period = period
  }

  /** @returns 0 to 100, 50 when nothing moved; NaN until `period` changes were seen. */
  push(change: number): number {
    if (Number.isNaN(change)) return Number.NaN
    const { state } = this
    const period = this.#period
    const isSeeded = state[0] === period
    if (!isSeeded) state[0] = (state[0] as number) + 1
    const count = state[0] as number
    const rise = (state[1] as number) + (Math.max(change, 0) - (state[1] as number)) / count
    const fall = (state[2] as number) + (Math.max(-change, 0) - (state[2] as number)) / count
    state[1] = rise
    state[2] = fall
    if (count < period) return Number.NaN
    if (!isSeeded || change !== 0) state[3] = rise + fall > 0 ? 100 * (rise / (rise + fall)) : 50
    return state[3] as number
  }
}
