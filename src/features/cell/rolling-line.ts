import type { Cell } from './cell.ts'

const held = 5

/**
 * Least-squares line through the last `period` values, over 0 to `period` - 1. Sums are of
 * distances from a pivot and are renewed once in `period` pushes.
 */
export class RollingLine implements Cell {
  /** Next slot, values held, pivot, sum, sum by position; then the circle of distances. */
  readonly state: Float64Array
  readonly #period: number

  /** @param period - Whole, >= 2. */
  constructor(period: number) {
    this.#period = period
    this.state = new Float64Array(held + period)
  }

  /** Takes in `value`. @returns Whether `period` values were seen. */
  push(value: number): boolean {
    if (Number.isNaN(value)) return false
    const { state } = this
    const period = this.#period
    const next = state[0] as number
    if ((state[1] as number) === 0) state[2] = value
    const distance = value - (state[2] as number)
    const out = state[held + next] as number
    const count = state[1] as number
    if (count < period) {
      state[4] = (state[4] as number) + count * distance
      state[1] = count + 1
    } else {
      // Every value held moves one to the left, and the oldest, at 0, falls out.
      const moved = (state[4] as number) - ((state[3] as number) - out)
      state[4] = moved + (period - 1) * distance
    }
    state[3] = (state[3] as number) + distance - out
    state[held + next] = distance
    if (next + 1 === period) this.#renew()
    else state[0] = next + 1
    return (state[1] as number) === period
  }

  /** Change per push. */
  get slope(): number {
    const n = this.#period
    const middle = (n - 1) / 2
    // The spread of 0 … n - 1 around its middle.
    const spread = (n * (n * n - 1)) / 12
    return ((this.state[4] as number) - middle * (this.state[3] as number)) / spread
  }

  get mean(): number {
    return (this.state[2] as number) + (this.state[3] as number) / this.#period
  }

  /** The line at the newest value. */
  get end(): number {
    return this.mean + (this.slope * (this.#period - 1)) / 2
  }

  /** Squared distances of the values from their mean, summed. */
  get total(): number {
    const n = this.#period
    const mean = (this.state[3] as number) / n
    let total = 0
    for (let i = held; i < this.state.length; i += 1) {
      const gap = (this.state[i] as number) - mean
      total += gap * gap
    }
    return total
  }

  /** What of `total` the line explains. */
  get explained(): number {
    const n = this.#period
    return (this.slope * this.slope * n * (n * n - 1)) / 12
  }

  #renew(): void {
    const { state } = this
    const shift = (state[3] as number) / this.#period
    state[2] = (state[2] as number) + shift
    let sum = 0
    let byPosition = 0
    for (let i = 0; i < this.#period; i += 1) {
      const distance = (state[held + i] as number) - shift
      state[held + i] = distance
      sum += distance
      byPosition += i * distance
    }
    state[3] = sum
    state[4] = byPosition
    state[0] = 0
  }
}
