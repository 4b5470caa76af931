import type { Cell } from './cell.ts'

const rungs = 4

/**
 * Ehlers' Laguerre ladder: an exponential average and three delayed forms of it, each a rung. It
 * starts as though every value before had been the first.
 */
export class LaguerreLadder implements Cell {
  /** The rungs, then values seen, up to the number of rungs. */
  readonly state: Float64Array = new Float64Array(rungs + 1)
  readonly #gamma: number

  /** @param gamma - Above 0 and below 1. */
  constructor(gamma: number) {
    this.#gamma = gamma
  }

  /** Takes in `value`. @returns Whether there was a value for each rung. */
  push(value: number): boolean {
    if (Number.isNaN(value)) return false
    const { state } = this
    const gamma = this.#gamma
    if (state[rungs] === 0) state.fill(value, 0, rungs)
    let below = state[0] as number
    let next = value + gamma * (below - value)
    state[0] = next
    for (let i = 1; i < rungs; i += 1) {
      const last = state[i] as number
      next = below + gamma * (last - next)
      below = last
      state[i] = next
    }
    if ((state[rungs] as number) < rungs) state[rungs] = (state[rungs] as number) + 1
    return state[rungs] === rungs
  }

  /** @param index - 0, the least delayed, to 3. */
  rung(index: number): number {
    return this.state[index] as number
  }
}
