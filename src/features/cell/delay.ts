import type { RowSpan } from '../row-span.ts'
import type { Cell } from './cell.ts'

/** The value pushed `period` pushes ago. */
export class Delay implements Cell {
  /** Next slot, values held, then the circle. */
  readonly state: Float64Array
  readonly period: number

  /** @param period - Whole, >= 1. */
  constructor(period: number) {
    this.period = period
    this.state = new Float64Array(2 + period)
  }

  /** @returns NaN until `period` values were pushed before this one. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const { state } = this
    const next = state[0] as number
    const isFull = (state[1] as number) === this.period
    const old = state[2 + next] as number
    state[2 + next] = value
    state[0] = next + 1 === this.period ? 0 : next + 1
    if (!isFull) state[1] = (state[1] as number) + 1
    return isFull ? old : Number.NaN
  }

  /** Pushes rows `from` to `to` of `values`, all finite; that of `from` goes to `out[at]`. */
  fold(values: Float64Array, { from, to, at }: RowSpan, out: Float64Array): void {
    const { state, period } = this
    const shift = at - from
    let row = from
    for (; row < to && !this.isFull; row += 1) out[row + shift] = this.push(values[row] as number)
    let next = state[0] as number
    for (; row < to; row += 1) {
      const value = values[row] as number
      out[row + shift] = state[2 + next] as number
      state[2 + next] = value
      next = next + 1 === period ? 0 : next + 1
    }
    state[0] = next
  }

  /** Whether the next push gives a number. */
  get isFull(): boolean {
    return this.state[1] === this.period
  }

  /** The value of `ago` pushes back, the last being 0. Whole, below the values held. */
  at(ago: number): number {
    const index = (this.state[0] as number) - 1 - ago
    return this.state[2 + (index < 0 ? index + this.period : index)] as number
  }
}
