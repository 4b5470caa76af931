import type { Json } from '../../base/index.ts'

/** Values before one is called unusual. */
const knownMin = 30

/** What is usual of some numbers, and how far from it a new one is. Forgets slowly. */
export class UsualValue {
  readonly #keep: number
  /** By number: how many, decayed weight, mean and spread about it. */
  readonly #count: Float64Array
  readonly #weight: Float64Array
  readonly #mean: Float64Array
  readonly #spread: Float64Array

  /** @param halfLife - In values. */
  constructor(numbers: number, halfLife: number) {
    this.#keep = Math.exp(-Math.LN2 / halfLife)
    this.#count = new Float64Array(numbers)
    this.#weight = new Float64Array(numbers)
    this.#mean = new Float64Array(numbers)
    this.#spread = new Float64Array(numbers)
  }

  /**
   * Deviations of `value` from those before it; NaN while too few are known or all are one.
   *
   * @param at - Which number.
   */
  score(at: number, value: number): number {
    const weight = this.#weight[at] as number
    const deviation = Math.sqrt((this.#spread[at] as number) / weight)
    if (!((this.#count[at] as number) >= knownMin && deviation > 0)) return Number.NaN
    return (value - (this.#mean[at] as number)) / deviation
  }

  /** Takes in one more; none when it is not finite. */
  take(at: number, value: number): void {
    if (!Number.isFinite(value)) return
    const weight = this.#keep * (this.#weight[at] as number) + 1
    const gap = value - (this.#mean[at] as number)
    const mean = (this.#mean[at] as number) + gap / weight
    this.#spread[at] = this.#keep * (this.#spread[at] as number) + gap * (value - mean)
    this.#mean[at] = mean
    this.#weight[at] = weight
    ;(this.#count[at] as number) += 1
  }

  /** How many were taken in. */
  known(at: number): number {
    return this.#count[at] as number
  }

  save(): Json {
    return [[...this.#count], [...this.#weight], [...this.#mean], [...this.#spread]]
  }

  load(state: Json): void {
    const [count = [], weight = [], mean = [], spread = []] = state as readonly number[][]
    this.#count.set(count)
    this.#weight.set(weight)
    this.#mean.set(mean)
    this.#spread.set(spread)
  }
}
