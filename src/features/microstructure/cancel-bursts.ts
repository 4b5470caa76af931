import type { Json } from '../../base/index.ts'
import { requirePositive } from '../../quant/index.ts'
import { ArrivalIntensity } from './arrival-intensity.ts'
import { requireFastBelowSlow } from './require-fast-below-slow.ts'
import { loadParts, saveParts } from './saved-parts.ts'

/** What a burst of cancels is. */
export type CancelBurstsOptions = {
  /** Memory of the rate now. Unit: us; a second when left out. */
  readonly fastUs?: number
  /** Memory of the baseline, above `fastUs`. Unit: us; a minute when left out. */
  readonly slowUs?: number
  /** How many times the baseline is a burst. Above 1; 5 when left out. */
  readonly burstRatio?: number
}

/**
 * The rate of cancels against its own baseline. The baseline hears the burst too, and so comes to
 * accept it: at five times the rate a second's burst lifts a minute's baseline by 7 %.
 */
export class CancelBursts {
  readonly #fast: ArrivalIntensity
  readonly #slow: ArrivalIntensity
  readonly #burstRatio: number

  /** @throws ArgumentError on an option out of its range. */
  constructor({ fastUs = 1e6, slowUs = 60e6, burstRatio = 5 }: CancelBurstsOptions = {}) {
    this.#fast = new ArrivalIntensity(fastUs)
    this.#slow = new ArrivalIntensity(slowUs)
    requireFastBelowSlow(fastUs, slowUs)
    requirePositive('burstRatio - 1', burstRatio - 1)
    this.#burstRatio = burstRatio
  }

  /** @param size - Lots cancelled; 1 when left out, to count cancels. */
  onCancel(ts: number, size = 1): void {
    this.#fast.add(ts, size)
    this.#slow.add(ts, size)
  }

  /** Rate now / baseline. @returns 0 or more; `undefined` until `slowUs` have passed. */
  ratio(ts: number): number | undefined {
    const fast = this.#fast.perSecond(ts)
    const slow = this.#slow.perSecond(ts)
    return fast === undefined || slow === undefined || slow === 0 ? undefined : fast / slow
  }

  /** @returns `undefined` until `slowUs` have passed. */
  isBurst(ts: number): boolean | undefined {
    const ratio = this.ratio(ts)
    return ratio === undefined ? undefined : ratio >= this.#burstRatio
  }

  reset(): void {
    this.#fast.reset()
    this.#slow.reset()
  }

  save(): Json {
    return saveParts([this.#fast, this.#slow])
  }

  load(state: Json): void {
    loadParts(state, [this.#fast, this.#slow])
  }
}
