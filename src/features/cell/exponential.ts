import type { RowSpan } from '../row-span.ts'
import type { Cell } from './cell.ts'

/**
 * Exponential smoothing, seeded with the plain mean of the first `period` values, as TA-Lib and
 * Wilder do; seeded with the first value it would start half a percent off.
 */
export class Exponential implements Cell {
  /** Mean, values seen while seeding. */
  readonly state: Float64Array = new Float64Array(2)
  readonly #period: number
  readonly #weight: number

  /** @param weight - Of the newest value. Wilder's smoothing is 1 / `period`. */
  constructor(period: number, weight: number = 2 / (period + 1)) {
    this.#period = period
    this.#weight = weight
  }

  /** @returns NaN until `period` values were seen. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const { state } = this
    const mean = state[0] as number
    if ((state[1] as number) === this.#period) {
      const next = mean + this.#weight * (value - mean)
      state[0] = next
      return next
    }
    const count = (state[1] as number) + 1
    const next = mean + (value - mean) / count
    state[0] = next
    state[1] = count
    return count === this.#period ? next : Number.NaN
  }

  /** Pushes rows `from` to `to` of `values`, all finite; that of `from` goes to `out[at]`. */
  fold(values: Float64Array, { from, to, at }: RowSpan, out: Float64Array): void {
    const { state } = this
    const weight = this.#weight
    const shift = at - from
    let row = from
    for (; row < to && (state[1] as number) < this.#period; row += 1)
      out[row + shift] = this.push(values[row] as number)
    let mean = state[0] as number
    for (; row < to; row += 1) {
      mean += weight * ((values[row] as number) - mean)
      out[row + shift] = mean
    }
    state[0] = mean
  }
}
