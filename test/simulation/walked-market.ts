import { BarPeer, BarView, type FeatureSpecs, type Mind } from '../../src/agents/index.ts'
import type { BarColumns, Instrument } from '../../src/domain/index.ts'
import { dayUs } from '../../src/domain/index.ts'
import { FeatureSet, type OutsideColumns } from '../../src/features/index.ts'

/** The bars of one instrument, and what is known beside them. */
export type Walked = {
  readonly instrument: Pick<Instrument, 'id' | 'tickSize' | 'lotSize'>
  readonly bars: BarColumns
  readonly intervalUs: number
  readonly outside?: OutsideColumns
}

/** Instruments whose bars close together, walked bar by bar as a desk walks them. */
export class WalkedMarket {
  readonly peers: readonly BarPeer[]
  readonly #walked: readonly Walked[]
  readonly #sets: readonly FeatureSet[]

  constructor(walked: readonly Walked[]) {
    this.#walked = walked
    this.peers = walked.map(({ instrument, bars }) => new BarPeer(instrument, bars))
    this.#sets = walked.map(
      ({ instrument: { tickSize, lotSize }, bars, intervalUs, outside }) =>
        new FeatureSet(bars, { tickSize, lotSize, intervalUs, outside }),
    )
  }

  /** Before the first step. */
  view(at: number, features: FeatureSpecs, mind?: Mind): BarView {
    const { instrument, bars, intervalUs } = this.#walked[at] as Walked
    const set = this.#sets[at] as FeatureSet
    const readings = Object.entries(features).map(([name, spec]) => [name, set.reading(spec)])
    return new BarView({
      instrumentId: instrument.id,
      bars,
      tickSize: instrument.tickSize,
      lotSize: instrument.lotSize,
      barsPerYear: (365 * dayUs) / intervalUs,
      features: Object.fromEntries(readings),
      peers: this.peers,
      mind,
      chanceKey: 1,
    })
  }

  /** Rows until every reading is there. */
  get warmup(): number {
    return Math.max(...this.#sets.map(({ warmup }) => warmup))
  }

  /** All move on to the close of row `row`. The rows of views are the caller's. */
  moveTo(row: number): void {
    for (const [i, set] of this.#sets.entries()) {
      ;(this.peers[i] as BarPeer).row = row
      set.moveTo(row, (this.#walked[i] as Walked).bars.length)
    }
  }
}
