import type { Cell } from './cell.ts'

const held = 3

/**
 * Highest, or lowest, of the last `period` values. Only candidates that could still become the
 * extreme are kept, in falling order: one comparison a push on average. Among equals the newest
 * counts, as in TA-Lib. Lows are negated, so that one machine does both.
 */
export class RollingExtreme implements Cell {
  /** Head of the circle, candidates in it, values seen; then heights, then when each was seen. */
  readonly state: Float64Array
  readonly #period: number
  readonly #sign: number

  /** @param sign - 1 for the highest, -1 for the lowest. */
  constructor(period: number, sign: 1 | -1) {
    this.#period = period
    this.#sign = sign
    this.state = new Float64Array(held + 2 * period)
  }

  /** @returns The extreme, this value included; NaN until `period` values were seen. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const { state } = this
    const period = this.#period
    const height = this.#sign * value
    const seen = state[2] as number
    let head = state[0] as number
    let size = state[1] as number
    if (size > 0 && (state[held + period + head] as number) <= seen - period) {
      head = head + 1 === period ? 0 : head + 1
      size -= 1
    }
    let slot = head + size
    while (size > 0) {
      const last = head + size - 1
      slot = last < period ? last : last - period
      if ((state[held + slot] as number) > height) break
      size -= 1
    }
    const end = head + size
    slot = end < period ? end : end - period
    state[held + slot] = height
    state[held + period + slot] = seen
    state[0] = head
    state[1] = size + 1
    state[2] = seen + 1
    return seen + 1 < period ? Number.NaN : (state[held + head] as number) * this.#sign
  }

  /** How many pushes ago the extreme was seen; 0 is the last. */
  get age(): number {
    const { state } = this
    const head = state[0] as number
    return (state[2] as number) - 1 - (state[held + this.#period + head] as number)
  }
}
