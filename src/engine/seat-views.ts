import { type Agent, type BarPeer, BarView, type FeatureSpecs } from '../agents/index.ts'
import { Random } from '../base/index.ts'
import { type BarColumns, dayUs, type Instrument } from '../domain/index.ts'
import { type ColumnsBeside, FeatureSet } from '../features/index.ts'
import type { DeskMemory } from './desk-memory.ts'
import type { DeskSetup } from './desk-setup.ts'
import { placeOf } from './place-of.ts'

/** What of an instrument agents are shown. */
type Shown = {
  readonly setup: DeskSetup
  /** Position of the instrument in the setup. */
  readonly index: number
  readonly bars: BarColumns
  readonly outside: ColumnsBeside | undefined
  readonly peers: readonly BarPeer[]
  readonly memory: DeskMemory | undefined
}

/** Who looks, and at what. */
export type Looker = {
  readonly name: string
  readonly features: FeatureSpecs
  readonly seed: number
  readonly makeMind?: Agent['makeMind'] | undefined
}

/** Makes what agents of one instrument look through: features, and views of them. */
export class SeatViews {
  readonly #shown: Shown
  readonly #instrument: Instrument
  readonly #intervalUs: number

  constructor(shown: Shown) {
    this.#shown = shown
    this.#instrument = shown.setup.instruments[shown.index] as Instrument
    this.#intervalUs = shown.setup.intervalsUs[shown.index] as number
  }

  /** Features of the bars, none read yet. */
  features(): FeatureSet {
    const { bars, outside } = this.#shown
    const { tickSize, lotSize } = this.#instrument
    return new FeatureSet(bars, { tickSize, lotSize, intervalUs: this.#intervalUs, outside })
  }

  /** The view of one who looks at this instrument. @param set - Not folded yet. */
  look({ name, features, seed, makeMind }: Looker, set: FeatureSet): BarView {
    const { setup, index, bars, peers, memory } = this.#shown
    const { id, tickSize, lotSize } = this.#instrument
    const chance = Random.stream(seed, `${name}/${id}`)
    const readings = Object.entries(features).map(([key, spec]) => {
      return [key, set.reading(spec)] as const
    })
    return new BarView({
      instrumentId: id,
      bars,
      tickSize,
      lotSize,
      barsPerYear: (365 * dayUs) / this.#intervalUs,
      features: Object.fromEntries(readings),
      peers,
      chanceKey: chance.below(4294967296),
      mind: makeMind?.(chance.below(4294967296)),
      recall: memory?.recall(name, bars, peers[index] as BarPeer),
      place: placeOf(setup, index),
    })
  }
}
