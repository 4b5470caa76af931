import type { Json } from '../../base/index.ts'
import { requirePositive } from '../../quant/index.ts'
import { requireTs } from './require-ts.ts'
import { requireVolume } from './require-volume.ts'
import { loadNumbers, saveNumbers } from './saved-parts.ts'

// Places in the state.
const decayed = 0
const lastTs = 1
const startTs = 2

/**
 * How many events, or how much of something, come in a second: each counts less by exp(-age /
 * memory). What the memory does not reach back to is divided out, so that a steady stream is read
 * right from early on. The first event only starts the clock.
 */
export class ArrivalIntensity {
  readonly #memoryUs: number
  readonly #state = new Float64Array([0, Number.NaN, Number.NaN])

  /** @param memoryUs - Positive. Unit: us. @throws ArgumentError on another. */
  constructor(memoryUs: number) {
    requirePositive('memoryUs', memoryUs)
    this.#memoryUs = memoryUs
  }

  /**
   * @param ts - Unit: us; not before the last one.
   * @param weight - What came; 1 when left out, to count events. 0 or more.
   * @throws ArgumentError on others.
   */
  add(ts: number, weight = 1): void {
    const state = this.#state
    requireTs(ts, state[lastTs] as number)
    requireVolume('weight', weight)
    if (Number.isNaN(state[startTs])) {
      state[startTs] = ts
      state[lastTs] = ts
      return
    }
    const passed = ts - (state[lastTs] as number)
    state[decayed] = (state[decayed] as number) * Math.exp(-passed / this.#memoryUs) + weight
    state[lastTs] = ts
  }

  /**
   * As of `ts`, which is not before the last event.
   *
   * @returns Per second; `undefined` until a memory has passed since the first event.
   */
  perSecond(ts: number): number | undefined {
    const state = this.#state
    const known = ts - (state[startTs] as number)
    if (!(known >= this.#memoryUs)) return undefined
    const left = Math.exp(-(ts - (state[lastTs] as number)) / this.#memoryUs)
    const reach = this.#memoryUs * -Math.expm1(-known / this.#memoryUs)
    return ((state[decayed] as number) * left * 1e6) / reach
  }

  reset(): void {
    this.#state.set([0, Number.NaN, Number.NaN])
  }

  save(): Json {
    return saveNumbers(this.#state)
  }

  load(state: Json): void {
    loadNumbers(state, this.#state)
  }
}
