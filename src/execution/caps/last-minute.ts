import type { Json } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'

/** The second that runs and the sixty before it: no sixty seconds are ever counted short. */
const seconds = 61

/** The sum of what was added in the last minute, second by second; allocates nothing. */
export class LastMinute {
  readonly #sums = new Float64Array(seconds)
  #second = 0
  #total = 0

  /** @param ts - One before an earlier one counts as that. */
  advance(ts: number): void {
    const second = Math.floor(ts / secondUs)
    if (!(second > this.#second)) return
    const passed = Math.min(seconds, second - this.#second)
    for (let back = 0; back < passed; back += 1) this.#sums[(second - back) % seconds] = 0
    this.#second = second
    // Summed anew, not taken off: a float that is added and taken off again leaves a rest.
    this.#total = 0
    for (let slot = 0; slot < seconds; slot += 1) this.#total += this.#sums[slot] as number
  }

  add(amount: number): void {
    const slot = this.#second % seconds
    this.#sums[slot] = (this.#sums[slot] as number) + amount
    this.#total += amount
  }

  get total(): number {
    return this.#total
  }

  /** The seconds in which something was added. */
  save(): Json {
    const filled = [...this.#sums.entries()].filter(([, sum]) => sum !== 0)
    return [this.#second, this.#total, ...filled.map(([slot, sum]) => [slot, sum])]
  }

  load(state: Json): void {
    const [second, total, ...filled] = state as readonly [
      number,
      number,
      ...(readonly [number, number])[],
    ]
    this.#second = second
    this.#total = total
    this.#sums.fill(0)
    for (const [slot, sum] of filled) this.#sums[slot] = sum
  }
}
