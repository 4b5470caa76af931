import type { BarColumns, Instrument } from '../../domain/index.ts'
import { commonGrid } from '../common-grid.ts'
import { barsOn } from '../join-bars.ts'
import { mergeBars, unsettled } from './settle-bars.ts'

/** Bars of one instrument on its grid. */
export type TierContent = { readonly instrument: Instrument; readonly bars: BarColumns }

/** Where the bars of one length are kept. */
export interface TierStore {
  readonly intervalUs: number
  /** All bars as they are kept now; `undefined` when there are none. */
  load(): TierContent | undefined
  /** Adds bars that share no time with those that are there, durably. */
  insert(more: TierContent): void
  /** Takes away the bars of coarse ones that hold them. @returns How many went. */
  remove(buckets: ReadonlySet<number>, coarseUs: number): number
}

/** Both together, on the grid that holds both. */
export function union(a: TierContent, b: TierContent): TierContent {
  const instrument = commonGrid([a.instrument, b.instrument])
  return { instrument, bars: mergeBars(barsOn(instrument, a), barsOn(instrument, b)) }
}

/** What would become of a store: changed in memory only. */
export class DryTier implements TierStore {
  readonly intervalUs: number
  #content: TierContent | undefined

  constructor(of: TierStore) {
    this.intervalUs = of.intervalUs
    this.#content = of.load()
  }

  load(): TierContent | undefined {
    return this.#content
  }

  insert(more: TierContent): void {
    this.#content = this.#content === undefined ? more : union(this.#content, more)
  }

  remove(buckets: ReadonlySet<number>, coarseUs: number): number {
    if (this.#content === undefined) return 0
    const { instrument, bars } = this.#content
    const kept = unsettled(bars, buckets, this.intervalUs, coarseUs)
    this.#content = kept.length === 0 ? undefined : { instrument, bars: kept }
    return bars.length - kept.length
  }
}
