/** Of what something is missing: the book alone, trades alone, quotes alone, or everything. */
export const gapStreams = ['all', 'book', 'trades', 'quotes'] as const

/**
 * Why: the recording began or went on after a stop; the connection was lost; the venue's numbers
 * have a hole; its checksum does not fit; it told what no book or trade can be; more came than the
 * disk took; the disk failed.
 */
export const gapReasons = [
  'start',
  'reconnect',
  'sequence',
  'checksum',
  'malformed',
  'overflow',
  'disk',
] as const

export type GapStream = (typeof gapStreams)[number]
export type GapReason = (typeof gapReasons)[number]

/** `tsEvent`: when the venue says it was, else NaN. `tsInit`: when we heard. Unit: us. */
type Stamps = { readonly tsEvent: number; readonly tsInit: number }

/** Levels of one update as columns; 0 lots remove a level. */
export type RecordedLevels = {
  readonly isBid: readonly boolean[]
  readonly ticks: readonly number[]
  readonly lots: readonly number[]
}

/** The venue's numbers of an update of a book, as in `DeltaTable`; ours where it has none. */
export type BookRecord = Stamps &
  RecordedLevels & {
    readonly kind: 'snapshot' | 'delta'
    readonly first: number
    readonly last: number
    /** NaN where the numbers have no holes. */
    readonly previous: number
  }

export type TradeRecord = Stamps & {
  readonly kind: 'trade'
  /** The venue's number; NaN when it has none. */
  readonly trade: number
  /** +1 when the buyer was the aggressor, -1 when the seller was. */
  readonly side: 1 | -1
  readonly ticks: number
  readonly lots: number
}

export type QuoteRecord = Stamps & {
  readonly kind: 'quote'
  /** Number of the change that made the quote; 0 when the venue has none. */
  readonly update: number
  readonly bidTicks: number
  readonly bidLots: number
  readonly askTicks: number
  readonly askLots: number
}

/** From here on something is missing; a book counts again from the next snapshot. */
export type GapRecord = Stamps & {
  readonly kind: 'gap'
  readonly stream: GapStream
  readonly reason: GapReason
  /** How much is missing as far as that is known, else 0. */
  readonly missing: number
}

/** One row of a recording. */
export type TickRecord = BookRecord | TradeRecord | QuoteRecord | GapRecord
