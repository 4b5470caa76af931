import type { Json } from '../../base/index.ts'
import { requirePositive } from '../../quant/index.ts'
import { requireFastBelowSlow } from './require-fast-below-slow.ts'
import { requireFinite } from './require-finite.ts'
import { requireTs } from './require-ts.ts'
import { loadNumbers, saveNumbers } from './saved-parts.ts'

/** Memories of the two averages. */
export type MicropriceMomentumOptions = {
  /** Memory of the quick and of the slow average: time after which a price counts 1/e. Unit: us. */
  readonly fastUs: number
  readonly slowUs: number
}

// Places in the state.
const fast = 0
const slow = 1
const price = 2
const lastTs = 3
const startTs = 4

/**
 * How far a quick average of the microprice, or of any price, stands from a slow one. Both are
 * averages over time of the price that stood: many updates at once weigh nothing.
 *
 * @see Eckner, "Algorithms for unevenly spaced time series: moving averages and other rolling
 *   operators", 2017, EMA by the last point. Golden numbers: the same written out in Python.
 */
export class MicropriceMomentum {
  readonly #fastUs: number
  readonly #slowUs: number
  readonly #state = new Float64Array(5).fill(Number.NaN)

  /** @throws ArgumentError unless 0 < fastUs < slowUs. */
  constructor({ fastUs, slowUs }: MicropriceMomentumOptions) {
    requirePositive('fastUs', fastUs)
    requirePositive('slowUs', slowUs)
    requireFastBelowSlow(fastUs, slowUs)
    this.#fastUs = fastUs
    this.#slowUs = slowUs
  }

  /** @param ts - Unit: us; not before the last one. @throws ArgumentError on one that is. */
  update(ts: number, newPrice: number): void {
    requireFinite('price', newPrice)
    const state = this.#state
    requireTs(ts, state[lastTs] as number)
    if (Number.isNaN(state[startTs])) {
      state[fast] = newPrice
      state[slow] = newPrice
      state[startTs] = ts
    } else {
      const passed = ts - (state[lastTs] as number)
      const stood = state[price] as number
      const quick = state[fast] as number
      const late = state[slow] as number
      state[fast] = stood + (quick - stood) * Math.exp(-passed / this.#fastUs)
      state[slow] = stood + (late - stood) * Math.exp(-passed / this.#slowUs)
    }
    state[price] = newPrice
    state[lastTs] = ts
  }

  /**
   * (quick - slow) / slow.
   *
   * @returns Basis points, positive when the price rises; `undefined` until `slowUs` have passed,
   *   and for a slow average of 0.
   */
  get valueBps(): number | undefined {
    const state = this.#state
    const late = state[slow] as number
    const isWarm = (state[lastTs] as number) - (state[startTs] as number) >= this.#slowUs
    return isWarm && late !== 0 ? (((state[fast] as number) - late) / late) * 1e4 : undefined
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
