import type { Json } from '../../base/index.ts'
import { requirePositive } from '../../quant/index.ts'
import { loadNumbers, saveNumbers } from '../microstructure/saved-parts.ts'

// Places in the state.
const mean = 0
const lastTs = 1
const startTs = 2

/**
 * The size that is usual: the geometric mean, each size weighed by the time since the one before.
 * A few huge ones hardly move it, and neither do thousands of tiny ones in a second.
 */
export class UsualSize {
  readonly #memoryUs: number
  /** Mean logarithm; times of the last size and of the first. */
  readonly #state = new Float64Array(3).fill(Number.NaN)

  /** @param memoryUs - Time after which a size counts 1/e. Positive. Unit: us. */
  constructor(memoryUs: number) {
    requirePositive('usualUs', memoryUs)
    this.#memoryUs = memoryUs
  }

  /** @returns `undefined` until the memory has passed once. */
  get value(): number | undefined {
    const state = this.#state
    const known = (state[lastTs] as number) - (state[startTs] as number)
    return known >= this.#memoryUs ? Math.exp(state[mean] as number) : undefined
  }

  add(ts: number, size: number): void {
    const state = this.#state
    if (Number.isNaN(state[startTs])) {
      state[startTs] = ts
      state[mean] = Math.log(size)
    } else {
      const left = Math.exp(-(ts - (state[lastTs] as number)) / this.#memoryUs)
      const before = state[mean] as number
      state[mean] = Math.log(size) + (before - Math.log(size)) * left
    }
    state[lastTs] = ts
  }

  reset(): void {
    this.#state.fill(Number.NaN)
  }

  save(): Json {
    return saveNumbers(this.#state)
  }

  load(state: Json): void {
    loadNumbers(state, this.#state)
  }
}
