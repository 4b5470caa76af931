import type { Json } from '../../../base/index.ts'

/** The median of the last numbers of a stream, by keeping them sorted as well. */
export class RunningMedian {
  readonly #recent: Float64Array
  readonly #sorted: Float64Array
  #pushed = 0

  /** @param size - Numbers remembered. Whole, >= 1. */
  constructor(size: number) {
    this.#recent = new Float64Array(size)
    this.#sorted = new Float64Array(size)
  }

  /** How many numbers the median is of. */
  get count(): number {
    return Math.min(this.#pushed, this.#recent.length)
  }

  /** Takes in a number; what is no finite number is passed over. */
  push(value: number): void {
    if (!Number.isFinite(value)) return
    const { count } = this
    const at = this.#pushed % this.#recent.length
    const kept = count === this.#recent.length ? this.#remove(this.#recent[at] as number) : count
    this.#recent[at] = value
    this.#pushed += 1
    const place = this.#placeOf(value, kept)
    this.#sorted.copyWithin(place + 1, place, kept)
    this.#sorted[place] = value
  }

  /** @returns How many are left. */
  #remove(value: number): number {
    const { count } = this
    const place = this.#placeOf(value, count)
    this.#sorted.copyWithin(place, place + 1, count)
    return count - 1
  }

  /** The first of the sorted that is not below `value`. */
  #placeOf(value: number, count: number): number {
    let [low, high] = [0, count]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#sorted[middle] as number) < value) low = middle + 1
      else high = middle
    }
    return low
  }

  /** @returns In the unit of the numbers, the mean of the two in the middle; NaN of none. */
  get value(): number {
    const { count } = this
    if (count === 0) return Number.NaN
    const upper = this.#sorted[count >> 1] as number
    return count % 2 === 1 ? upper : (upper + (this.#sorted[(count >> 1) - 1] as number)) / 2
  }

  save(): Json {
    const { count } = this
    const oldest = this.#pushed - count
    return Array.from(
      { length: count },
      (_, i) => this.#recent[(oldest + i) % this.#recent.length] as number,
    )
  }

  load(saved: Json): void {
    this.#pushed = 0
    for (const value of saved as readonly number[]) this.push(value)
  }
}
