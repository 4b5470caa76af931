import type { Json } from '../../base/index.ts'
import { requireInside, requirePositive } from '../../quant/index.ts'
import { requireVolume } from '../microstructure/require-volume.ts'
import { loadNumbers, saveNumbers } from '../microstructure/saved-parts.ts'
import type { AlertOptions } from './manipulation-detector.ts'

// Places in the state.
const points = 0
const lastTs = 1
const alertTs = 2
const sinceTs = 3

/** Points that come with each thing noticed and fade; many of them at once are an alert. */
export class Suspicion {
  readonly #memoryUs: number
  readonly #threshold: number
  readonly #quietUs: number
  readonly #state = new Float64Array(4)

  /** @param memoryUs - Time after which points count 1/e. */
  constructor(memoryUs: number, { threshold = 0.5, quietUs = 20e6 }: AlertOptions) {
    requirePositive('memoryUs', memoryUs)
    requireInside('threshold', threshold, 0, 1)
    requireVolume('quietUs', quietUs)
    this.#memoryUs = memoryUs
    this.#threshold = threshold
    this.#quietUs = quietUs
    this.reset()
  }

  /** 1 - exp(-points) as they have faded by `ts`: 0 for none, 0.63 for one, 0.86 for two. */
  scoreAt(ts: number): number {
    return -Math.expm1(-this.#pointsAt(ts))
  }

  #pointsAt(ts: number): number {
    const state = this.#state
    const passed = ts - (state[lastTs] as number)
    return (state[points] as number) * Math.exp(-passed / this.#memoryUs)
  }

  /** When the first of the points that still count was given. Unit: us. */
  get sinceTs(): number {
    return this.#state[sinceTs] as number
  }

  /**
   * @param from - When what the points are for began. Unit: us.
   * @returns Whether this is an alert.
   */
  add(ts: number, more: number, from: number): boolean {
    const state = this.#state
    const left = this.#pointsAt(ts)
    if (left < 0.05 || Number.isNaN(state[sinceTs])) state[sinceTs] = from
    state[points] = left + more
    state[lastTs] = ts
    return this.isDue(ts, this.scoreAt(ts))
  }

  /** Whether a score is an alert now; if so there is none again for a while. */
  isDue(ts: number, score: number): boolean {
    const state = this.#state
    if (score < this.#threshold || ts - (state[alertTs] as number) < this.#quietUs) return false
    state[alertTs] = ts
    return true
  }

  reset(): void {
    this.#state.set([0, 0, Number.MIN_SAFE_INTEGER, Number.NaN])
  }

  save(): Json {
    return saveNumbers(this.#state)
  }

  load(state: Json): void {
    loadNumbers(state, this.#state)
  }
}
