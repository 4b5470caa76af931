import type { Cell } from './cell.ts'

/**
 * The last values, each times a weight of its own. A window of weights without a recursion is
 * scanned whole at every push.
 */
export class WeightedWindow implements Cell {
  /** Next slot, values held, then the circle. */
  readonly state: Float64Array
  readonly #weights: Float64Array

  /** @param weights - Of the oldest value first. At least one. */
  constructor(weights: Float64Array) {
    this.#weights = weights
    this.state = new Float64Array(2 + weights.length)
  }

  /** @returns The weighted sum; NaN until there is a value for each weight. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const { state } = this
    const weights = this.#weights
    const period = weights.length
    const next = state[0] as number
    state[2 + next] = value
    const oldest = next + 1 === period ? 0 : next + 1
    state[0] = oldest
    if ((state[1] as number) < period) state[1] = (state[1] as number) + 1
    if ((state[1] as number) < period) return Number.NaN
    let sum = 0
    const turn = period - oldest
    for (let i = 0; i < turn; i += 1)
      sum += (weights[i] as number) * (state[2 + oldest + i] as number)
    for (let i = turn; i < period; i += 1)
      sum += (weights[i] as number) * (state[2 + i - turn] as number)
    return sum
  }
}
