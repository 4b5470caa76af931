import type { RowSpan } from '../row-span.ts'
import type { Cell } from './cell.ts'

const held = 5

/** Where a batch puts mean and variance of each window; NaN until one is full. */
export type Spreads = {
  readonly means: Float64Array
  readonly variances: Float64Array
  /** What is taken off the divisor: 0 for a population, 1 for a sample. */
  readonly freedom: 0 | 1
}

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

  /**
   * Pushes rows `from` to `to` of `values`, all finite; what belongs to row `from` goes to index
   * `at` of `out`. All three arrays may be the same one: the variances are what is left in it.
   */
  fold(values: Float64Array, { from, to, at }: RowSpan, out: Spreads): void {
    const shift = at - from
    let row = from
    for (; row < to && (this.state[1] as number) < this.#period; row += 1)
      this.#write(this.push(values[row] as number), out, row + shift)
    while (row < to) {
      row = this.#foldRound(values, { from: row, to, at: row + shift }, out)
      if ((this.state[0] as number) < this.#period) continue
      this.#renew()
      this.#write(true, out, row - 1 + shift)
    }
  }

  #write(isFull: boolean, { means, variances, freedom }: Spreads, at: number): void {
    means[at] = isFull ? this.mean : Number.NaN
    variances[at] = isFull ? this.variance(freedom) : Number.NaN
  }

  /** Goes on to the end of the circle. @returns The row after the last taken in. */
  #foldRound(values: Float64Array, { from, to, at }: RowSpan, out: Spreads): number {
    const { state } = this
    const shift = at - from
    const { means, variances } = out
    const period = this.#period
    const divisor = period - out.freedom
    const pivot = state[2] as number
    let sum = state[3] as number
    let squares = state[4] as number
    let next = state[0] as number
    let row = from
    for (; row < to && next < period; row += 1) {
      const distance = (values[row] as number) - pivot
      const old = state[held + next] as number
      state[held + next] = distance
      next += 1
      sum = sum + distance - old
      squares = squares + (distance * distance - old * old)
      const spread = squares - (sum * sum) / period
      means[row + shift] = pivot + sum / period
      variances[row + shift] = spread > 0 ? spread / divisor : 0
    }
    state[0] = next
    state[3] = sum
    state[4] = squares
    return row
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
