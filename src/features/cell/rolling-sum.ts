import type { RowSpan } from '../row-span.ts'
import type { Cell } from './cell.ts'

const held = 3

/**
 * Sum of the last `period` values. Once in `period` pushes it is added up afresh, so that what
 * rounding leaves behind never outlives a window.
 */
export class RollingSum implements Cell {
  /** Next slot, values held, sum, then the circle, then room for others. */
  readonly state: Float64Array
  readonly #period: number

  /** @param period - Whole, >= 1. @param room - Numbers of another cell after its own. */
  constructor(period: number, room = 0) {
    this.#period = period
    this.state = new Float64Array(held + period + room)
  }

  /** @returns NaN until `period` values were seen. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const { state } = this
    const period = this.#period
    const next = state[0] as number
    state[2] = (state[2] as number) + value - (state[held + next] as number)
    state[held + next] = value
    if ((state[1] as number) < period) state[1] = (state[1] as number) + 1
    if (next + 1 === period) this.#renew()
    else state[0] = next + 1
    return (state[1] as number) === period ? state[2] : Number.NaN
  }

  /** Pushes rows `from` to `to` of `values`, all finite; that of `from` goes to `out[at]`. */
  fold(values: Float64Array, { from, to, at }: RowSpan, out: Float64Array): void {
    const { state } = this
    const period = this.#period
    const shift = at - from
    let row = from
    for (; row < to && (state[1] as number) < period; row += 1)
      out[row + shift] = this.push(values[row] as number)
    while (row < to) {
      let next = state[0] as number
      let sum = state[2] as number
      for (; row < to && next < period; row += 1) {
        const value = values[row] as number
        sum = sum + value - (state[held + next] as number)
        state[held + next] = value
        next += 1
        out[row + shift] = sum
      }
      state[0] = next
      state[2] = sum
      if (next === period) {
        this.#renew()
        out[row - 1 + shift] = state[2]
      }
    }
  }

  #renew(): void {
    const { state } = this
    let sum = 0
    for (let i = held; i < held + this.#period; i += 1) sum += state[i] as number
    state[2] = sum
    state[0] = 0
  }
}
