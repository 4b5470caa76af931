import type { RowSpan } from '../row-span.ts'
import type { Cell } from './cell.ts'
import { RollingSum } from './rolling-sum.ts'

/** Plain mean of the last `period` values. */
export class RollingMean implements Cell {
  readonly state: Float64Array
  readonly #sum: RollingSum
  readonly #period: number

  /** @param period - Whole, >= 1. */
  constructor(period: number) {
    this.#sum = new RollingSum(period)
    this.#period = period
    this.state = this.#sum.state
  }

  /** @returns NaN until `period` values were seen. */
  push(value: number): number {
    return this.#sum.push(value) / this.#period
  }

  /** Pushes rows `from` to `to` of `values`, all finite; that of `from` goes to `out[at]`. */
  fold(values: Float64Array, span: RowSpan, out: Float64Array): void {
    this.#sum.fold(values, span, out)
    const period = this.#period
    const end = span.at + span.to - span.from
    for (let i = span.at; i < end; i += 1) out[i] = (out[i] as number) / period
  }
}
