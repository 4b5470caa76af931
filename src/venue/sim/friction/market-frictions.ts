import { type Json, Random } from '../../../base/index.ts'
import type { Frictions } from '../exchange/frictions.ts'
import { fillSlices } from './fill-slices.ts'
import { type Impact, impactOf, type MarketSize } from './impact.ts'

/** How the market gives way, and whether it fills in slices. */
export type MarketFrictionsOptions = {
  readonly impact: Impact
  /** By instrument, in the order of the exchange's listings. */
  readonly markets: readonly MarketSize[]
  /** Whether executions are reported in slices. */
  readonly isSliced: boolean
  readonly seed: number
}

/** A market that gives way before large orders and fills in slices. */
export class MarketFrictions implements Frictions {
  readonly #impact: Impact
  readonly #markets: readonly MarketSize[]
  readonly #isSliced: boolean
  #random: Random

  constructor({ impact, markets, isSliced, seed }: MarketFrictionsOptions) {
    this.#impact = impact
    this.#markets = markets
    this.#isSliced = isSliced
    this.#random = Random.stream(seed, 'market-frictions')
  }

  impactTicks(instrument: number, ticks: number, lots: number): number {
    const of = this.#markets[instrument]
    return of === undefined ? 0 : impactOf(this.#impact, of, ticks, lots)
  }

  slices(lots: number): readonly number[] {
    return this.#isSliced ? fillSlices(lots, this.#random) : [lots]
  }

  save(): Json {
    return this.#random.save()
  }

  load(state: Json): void {
    this.#random = new Random(Uint32Array.from(state as unknown as readonly number[]))
  }
}
