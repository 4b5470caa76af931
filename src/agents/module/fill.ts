import type { Micros, OrderRole, Side } from '../../domain/index.ts'

/** An order of the desk was filled, or a part of one: entries, exits, stops and targets alike. */
export type Fill = {
  readonly ts: Micros
  /** Why the order was there. */
  readonly role: OrderRole
  readonly side: Side
  /** Quote units. */
  readonly price: number
  /** Base units, above 0. */
  readonly quantity: number
  /** Quote units; positive we pay. */
  readonly fee: number
  /** Signed base units held before and after. */
  readonly before: number
  readonly held: number
  /**
   * What the position brought after all fees, of the fill that closed it; else `undefined`. Quote
   * units, from the ledger.
   */
  readonly net: number | undefined
}

/** A position that came back to flat. Prices are means, in quote units. */
export type ClosedPosition = {
  readonly side: 'long' | 'short'
  readonly openedTs: Micros
  readonly closedTs: Micros
  readonly entryPrice: number
  readonly exitPrice: number
  /** The most that was held. Base units. */
  readonly quantity: number
  /** All that was paid to enter and to leave. Quote units. */
  readonly fees: number
  /** What it brought after fees. Quote units. */
  readonly net: number
  /** The same as a share of what was paid for it. */
  readonly netShare: number
  /** What closed it: the strategy or a person (`exit`), its stop or its target. */
  readonly role: OrderRole
}
