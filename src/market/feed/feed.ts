import type { BarColumns, Instrument, Micros } from '../../domain/index.ts'
import type { FeedBar } from './feed-bar.ts'

/** Where bars come from, in words a person is shown. */
export type FeedSource = {
  readonly kind: 'generated' | 'file' | 'venue'
  /** `generated market, seed 1` or `Kraken public market data`. */
  readonly label: string
  /** Times real time; 0 means as fast as possible. */
  readonly speed: number
}

/** Who listens to a feed. Called one at a time, never while inside another call. */
export type FeedListener = {
  bar(bar: FeedBar): void
  /** Something outside failed or is amiss, in one sentence. The feed goes on by itself. */
  fault(message: string): void
  /** The last bar has been given. A venue or a generated market never ends. */
  end(): void
}

/**
 * Bars as they close, in the total order of (ts, position of the instrument): each bar once, none
 * out of order. A bar that arrives too late for that is dropped and told as a fault.
 */
export interface Feed {
  readonly source: FeedSource
  readonly instruments: readonly Instrument[]
  readonly intervalUs: number
  /** Gives every bar that closes later than `after`. Once per feed. */
  subscribe(after: Micros, listener: FeedListener): void
  close(): void
}

/** Bars that have closed already: what a desk warms up on, and catches up with after a stop. */
export interface History {
  /**
   * Bars of one instrument that close later than `from` and at or before `to`; what is not known
   * is left out. @throws UserError `venue-unreachable` when the outside does not answer.
   */
  fetch(instrument: number, from: Micros, to: Micros): Promise<BarColumns>
}

/** A feed and the past that joins on to it. */
export type LiveMarket = { readonly feed: Feed; readonly history: History }
