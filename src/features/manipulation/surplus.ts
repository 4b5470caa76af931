import type { Json } from '../../base/index.ts'
import { ArgumentError, requirePositive } from '../../quant/index.ts'
import { requireVolume } from '../microstructure/require-volume.ts'
import { loadNumbers, saveNumbers } from '../microstructure/saved-parts.ts'

export type SurplusOptions = {
  /** Time after which points count 1/e. Unit: us. */
  readonly memoryUs: number
  /** Memory of what is usual, above `memoryUs`. Unit: us. */
  readonly baselineUs: number
  /** How many times the usual points still count as usual. 0 or more. */
  readonly usualMultiple: number
}

// Places in the state.
const points = 0
const slowPoints = 1
const lastTs = 2
const sinceTs = 3
const startTs = 4

/**
 * Points that come with each thing noticed and fade, less some times as many as are usual in this
 * market: where things of the kind happen all the time, and in swarms, they say nothing.
 */
export class Surplus {
  readonly #options: SurplusOptions
  readonly #state = new Float64Array(5)

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: SurplusOptions) {
    const { memoryUs, baselineUs, usualMultiple } = options
    requirePositive('memoryUs', memoryUs)
    requireVolume('usualMultiple', usualMultiple)
    if (!(baselineUs > memoryUs && baselineUs < Number.POSITIVE_INFINITY))
      throw new ArgumentError(`baselineUs must be above memoryUs, ${memoryUs}, was ${baselineUs}`)
    this.#options = options
    this.reset()
  }

  /** Starts the clock of what is usual, if it does not run yet. */
  start(ts: number): void {
    if (Number.isNaN(this.#state[startTs])) this.#state[startTs] = ts
  }

  /** 1 - exp(-points above the usual), as of `ts`: 0 for none, 0.63 for one, 0.86 for two. */
  scoreAt(ts: number): number {
    const level = this.#fadedAt(ts, points, this.#options.memoryUs)
    const surplus = level - this.#options.usualMultiple * this.usualAt(ts)
    return surplus > 0 ? -Math.expm1(-surplus) : 0
  }

  /** Points that are usually in memory, as of `ts`. */
  usualAt(ts: number): number {
    const { memoryUs, baselineUs } = this.#options
    // Less than a memory of market says nothing of what is usual.
    const known = Math.max(memoryUs, ts - (this.#state[startTs] as number))
    const reach = baselineUs * -Math.expm1(-known / baselineUs)
    return (this.#fadedAt(ts, slowPoints, baselineUs) * memoryUs) / reach
  }

  #fadedAt(ts: number, at: typeof points | typeof slowPoints, memoryUs: number): number {
    const state = this.#state
    return (state[at] as number) * Math.exp(-(ts - (state[lastTs] as number)) / memoryUs)
  }

  /** When the first of the points that still count was given. Unit: us. */
  get sinceTs(): number {
    return this.#state[sinceTs] as number
  }

  /** @param from - When what the points are for began. Unit: us. */
  add(ts: number, more: number, from: number): void {
    const { memoryUs, baselineUs } = this.#options
    const state = this.#state
    const left = this.#fadedAt(ts, points, memoryUs)
    const slow = this.#fadedAt(ts, slowPoints, baselineUs)
    if (left < 0.05 || Number.isNaN(state[sinceTs])) state[sinceTs] = from
    state[points] = left + more
    state[slowPoints] = slow + more
    state[lastTs] = ts
  }

  reset(): void {
    this.#state.set([0, 0, 0, Number.NaN, Number.NaN])
  }

  save(): Json {
    return saveNumbers(this.#state)
  }

  load(state: Json): void {
    loadNumbers(state, this.#state)
  }
}
