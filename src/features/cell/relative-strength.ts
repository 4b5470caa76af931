import type { Cell } from './cell.ts'

/**
 * Wilder's relative strength of a series of changes: the mean rise as a share of the mean rise and
 * fall, both smoothed by 1 / `period` and seeded with the mean of the first `period` changes.
 */
export class RelativeStrength implements Cell {
  /** Changes seen while seeding, mean rise, mean fall. */
  readonly state: Float64Array = new Float64Array(3)
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
    if ((state[0] as number) < period) state[0] = (state[0] as number) + 1
    const count = state[0] as number
    const rise = (state[1] as number) + (Math.max(change, 0) - (state[1] as number)) / count
    const fall = (state[2] as number) + (Math.max(-change, 0) - (state[2] as number)) / count
    state[1] = rise
    state[2] = fall
    if (count < period) return Number.NaN
    return rise + fall > 0 ? (100 * rise) / (rise + fall) : 50
  }
}
