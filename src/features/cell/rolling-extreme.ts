import type { RowSpan } from '../row-span.ts'
import type { Cell } from './cell.ts'

const next = 0
const seen = 1
/**
 * Extreme of the block so far, and when it was pushed; the answer last given, and when that was.
 */
const front = 2
const frontAt = 3
const answer = 4
const answerAt = 5
const held = 6

/**
 * Highest, or lowest, of the last `period` values; among equals the newest counts, as in TA-Lib.
 *
 * Values come in blocks of `period`. Of a block that is over every slot holds the extreme from
 * there to its end, found in one walk back; of the block that fills, the extreme so far is at
 * hand. The window is the end of the one and all of the other: two comparisons a push, whatever
 * the values. Lows are negated, so that one machine does both.
 *
 * @see van Herk 1992; Gil and Werman 1993.
 */
export class RollingExtreme implements Cell {
  /** Scalars as named above; then the heights of a block, then when each was pushed. */
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
    const { state } = this
    state[answer] = this.#sign * value
    // Taken in through the state: what a call that is not inlined hands over would cost memory.
    this.#take()
    return state[answer] * this.#sign
  }

  #take(): void {
    const { state } = this
    const height = state[answer] as number
    if (Number.isNaN(height)) return
    const period = this.#period
    const slot = state[next] as number
    const now = state[seen] as number
    if (slot === 0 || height >= (state[front] as number)) {
      state[front] = height
      state[frontAt] = now
    }
    state[held + slot] = height
    state[held + period + slot] = now
    state[seen] = now + 1
    state[answer] = state[front] as number
    state[answerAt] = state[frontAt] as number
    if (slot + 1 === period) this.#close()
    else {
      state[next] = slot + 1
      const back = state[held + slot + 1] as number
      if (now + 1 < period) state[answer] = Number.NaN
      else if (back > (state[front] as number)) {
        state[answer] = back
        state[answerAt] = state[held + period + slot + 1] as number
      }
    }
  }

  /** Pushes rows `from` to `to` of `values`, all finite; that of `from` goes to `out[at]`. */
  fold(values: Float64Array, { from, to, at }: RowSpan, out: Float64Array): void {
    const { state } = this
    const shift = at - from
    let row = from
    for (; row < to && (state[seen] as number) + 1 < this.#period; row += 1)
      out[row + shift] = this.push(values[row] as number)
    while (row < to) row = this.#foldBlock(values, { from: row, to, at: row + shift }, out)
  }

  /** Goes on to the end of the block. @returns The row after the last taken in. */
  #foldBlock(values: Float64Array, { from, to, at }: RowSpan, out: Float64Array): number {
    const { state } = this
    const period = this.#period
    const sign = this.#sign
    const shift = at - from
    let slot = state[next] as number
    let now = state[seen] as number
    let best = state[front] as number
    let bestAt = state[frontAt] as number
    const end = Math.min(to, from + period - slot)
    for (let row = from; row < end; row += 1) {
      const height = sign * (values[row] as number)
      if (slot === 0 || height >= best) {
        best = height
        bestAt = now
      }
      state[held + slot] = height
      state[held + period + slot] = now
      slot += 1
      now += 1
      const back = slot < period ? (state[held + slot] as number) : best
      out[row + shift] = (back > best ? back : best) * sign
    }
    state[next] = slot
    state[seen] = now
    state[front] = best
    state[frontAt] = bestAt
    const isBack = slot < period && (state[held + slot] as number) > best
    state[answer] = isBack ? (state[held + slot] as number) : best
    state[answerAt] = isBack ? (state[held + period + slot] as number) : bestAt
    if (slot === period) this.#close()
    return end
  }

  /** How many pushes ago the extreme was seen; 0 is the last. */
  get age(): number {
    return (this.state[seen] as number) - 1 - (this.state[answerAt] as number)
  }

  /** Puts into every slot the extreme from there to the end of the block. */
  #close(): void {
    const { state } = this
    const period = this.#period
    state[next] = 0
    for (let i = held + period - 2; i >= held; i -= 1)
      if ((state[i] as number) <= (state[i + 1] as number)) {
        state[i] = state[i + 1] as number
        state[i + period] = state[i + period + 1] as number
      }
  }
}
