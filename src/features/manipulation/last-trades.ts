import type { Json } from '../../base/index.ts'
import { loadNumbers, saveNumbers } from '../microstructure/saved-parts.ts'
import type { FlowEvent } from './flow-event.ts'

/** When somebody last bought, and last sold, by crossing. */
export class LastTrades {
  readonly #ts = new Float64Array(2).fill(Number.NEGATIVE_INFINITY)

  add({ ts, side }: FlowEvent): void {
    this.#ts[side === 1 ? 0 : 1] = ts
  }

  /** Unit: us; minus infinity before the first. */
  ts(side: 1 | -1): number {
    return this.#ts[side === 1 ? 0 : 1] as number
  }

  reset(): void {
    this.#ts.fill(Number.NEGATIVE_INFINITY)
  }

  /** What has not been is saved as no number. */
  save(): Json {
    return saveNumbers(this.#ts.map((ts) => (Number.isFinite(ts) ? ts : Number.NaN)))
  }

  load(state: Json): void {
    loadNumbers(state, this.#ts)
    this.#ts.forEach((ts, side) => {
      if (Number.isNaN(ts)) this.#ts[side] = Number.NEGATIVE_INFINITY
    })
  }
}
