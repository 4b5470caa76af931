import type { Json } from '../../base/index.ts'
import { loadNumbers, saveNumbers } from '../microstructure/saved-parts.ts'
import type { FlowEvent } from './flow-event.ts'

/** When somebody last bought, and last sold, by crossing; and the last price. */
export class LastTrades {
  readonly #state = new Float64Array(3).fill(Number.NaN)

  add({ ts, side, price }: FlowEvent): void {
    this.#state[side === 1 ? 0 : 1] = ts
    this.#state[2] = price
  }

  /** Unit: us; minus infinity before the first. */
  ts(side: 1 | -1): number {
    const ts = this.#state[side === 1 ? 0 : 1] as number
    return Number.isNaN(ts) ? Number.NEGATIVE_INFINITY : ts
  }

  /** NaN before the first. */
  get price(): number {
    return this.#state[2] as number
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
