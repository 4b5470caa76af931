import type { Cell } from './cell.ts'
import { Delay } from './delay.ts'
import { RollingPositive } from './rolling-positive.ts'

/** How straight the way of the last `period` steps was: what they gained over how far they went. */
export class Efficiency {
  readonly cells: readonly Cell[]
  readonly #before: Delay = new Delay(1)
  readonly #past: Delay
  readonly #path: RollingPositive

  /** @param period - Whole, >= 1. */
  constructor(period: number) {
    this.#past = new Delay(period)
    this.#path = new RollingPositive(period)
    this.cells = [this.#before, this.#past, this.#path]
  }

  /** @returns 0 to 1, and 0 without a move; NaN until there were `period` steps. */
  push(value: number): number {
    const gained = Math.abs(value - this.#past.push(value))
    const path = this.#path.push(Math.abs(value - this.#before.push(value)))
    if (Number.isNaN(path)) return Number.NaN
    return path > 0 ? Math.min(1, gained / path) : 0
  }
}
