import type { Json } from '../../base/index.ts'
import { requirePositive } from '../../quant/index.ts'
import { requireTs } from './require-ts.ts'
import { requireVolume } from './require-volume.ts'
import { loadNumbers, saveNumbers } from './saved-parts.ts'

// Places in the state.
const cancels = 0
const trades = 1
const lastTs = 2
const startTs = 3

/** How much is cancelled for what is traded; both forgotten as exp(-age / memory). */
export class CancelToTrade {
  readonly #memoryUs: number
  readonly #state = new Float64Array([0, 0, Number.NaN, Number.NaN])

  /** @param memoryUs - Positive. Unit: us. @throws ArgumentError on another. */
  constructor(memoryUs: number) {
    requirePositive('memoryUs', memoryUs)
    this.#memoryUs = memoryUs
  }

  /** @param size - Lots; 1 when left out, to count. 0 or more. */
  onCancel(ts: number, size = 1): void {
    this.#add(cancels, ts, size)
  }

  /** @param size - Lots; 1 when left out, to count. 0 or more. */
  onTrade(ts: number, size = 1): void {
    this.#add(trades, ts, size)
  }

  #add(what: typeof cancels | typeof trades, ts: number, size: number): void {
    const state = this.#state
    requireTs(ts, state[lastTs] as number)
    requireVolume('size', size)
    if (Number.isNaN(state[startTs])) state[startTs] = ts
    else {
      const passed = ts - (state[lastTs] as number)
      const left = Math.exp(-passed / this.#memoryUs)
      state[cancels] = (state[cancels] as number) * left
      state[trades] = (state[trades] as number) * left
    }
    state[what] = (state[what] as number) + size
    state[lastTs] = ts
  }

  /** @returns 0 or more; `undefined` until a memory has passed, and where nothing was traded. */
  get value(): number | undefined {
    const state = this.#state
    const isWarm = (state[lastTs] as number) - (state[startTs] as number) >= this.#memoryUs
    const traded = state[trades] as number
    return isWarm && traded > 0 ? (state[cancels] as number) / traded : undefined
  }

  reset(): void {
    this.#state.set([0, 0, Number.NaN, Number.NaN])
  }

  save(): Json {
    return saveNumbers(this.#state)
  }

  load(state: Json): void {
    loadNumbers(state, this.#state)
  }
}
