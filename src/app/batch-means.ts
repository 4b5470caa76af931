import { deviation, studentTQuantile } from '../quant/index.ts'

/** Batches that are kept: where there are as many, neighbours are joined. */
const batchesMax = 32
/** Values of a batch from which something is said: shorter ones still hang together. */
const batchMin = 4

/**
 * The mean of values that come one after the other and may hang together, such as times: slow ones
 * follow slow ones while a machine warms up, clears its memory or does something else. What they
 * come to in long batches hangs together no longer, so the spread of these tells how sure the mean
 * is.
 *
 * @see Conway 1963; Law and Carson, "A sequential procedure for determining the length of a
 *   steady-state simulation", Operations Research 27, 1979, who join batches as they go on, too.
 */
export class BatchMeans {
  readonly #sums: Float64Array = new Float64Array(batchesMax)
  #batches = 0
  /** Values of a batch. */
  #size = 1
  /** Of the batch that is not full. */
  #open = 0
  #count = 0
  #sum = 0

  add(value: number): void {
    this.#count += 1
    this.#sum += value
    this.#open += value
    if (this.#count % this.#size !== 0) return
    this.#sums[this.#batches] = this.#open
    this.#batches += 1
    this.#open = 0
    if (this.#batches === batchesMax) this.#join()
  }

  #join(): void {
    const sums = this.#sums
    this.#batches /= 2
    this.#size *= 2
    for (let i = 0; i < this.#batches; i += 1)
      sums[i] = (sums[2 * i] as number) + (sums[2 * i + 1] as number)
  }

  get count(): number {
    return this.#count
  }

  /** `null` before the first. */
  get mean(): number | null {
    return this.#count === 0 ? null : this.#sum / this.#count
  }

  /**
   * Student's 95 % interval of the mean, by the spread of 16 to 31 batches; of what is never below
   * nothing, so neither is its lower end. `null` before there were 64 values.
   */
  interval(): readonly [number, number] | null {
    if (this.#size < batchMin) return null
    const means = this.#sums.slice(0, this.#batches).map((sum) => sum / this.#size)
    const middle = this.#sum / this.#count
    // Values of the batch that is not full belong to the mean, and say nothing of its spread yet.
    const error = (deviation(means) ?? Number.NaN) / Math.sqrt(means.length)
    const half = studentTQuantile(0.975, means.length - 1) * error
    if (!Number.isFinite(half)) return null
    return [Math.max(0, middle - half), middle + half]
  }
}
