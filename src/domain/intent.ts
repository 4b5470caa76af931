import type { Price } from './price.ts'
import type { Quantity } from './quantity.ts'

/** What the desk wants, before risk has looked at it. */
export type Intent = TargetIntent | QuotePairIntent | LegSetIntent

/** Wanted exposure in one instrument. */
export type TargetIntent = {
  readonly kind: 'target'
  /** Position in the desk's instrument list. */
  readonly instrument: number
  /** Signed share of equity, -1 to 1. 0 closes. */
  readonly exposure: number
  /** Where to get out at a loss and at a gain, as prices; NaN for none. */
  readonly stop: number
  readonly target: number
}

/** A bid and an ask kept in the book, within inventory limits. */
export type QuotePairIntent = {
  readonly kind: 'quote-pair'
  readonly instrument: number
  readonly bid: Price
  readonly ask: Price
  readonly quantity: Quantity
  readonly inventoryMax: Quantity
}

/** Several legs that belong together: all of them, or an unwind within a bound. */
export type LegSetIntent = {
  readonly kind: 'leg-set'
  /** Of one instrument each. Closed together when none of them wants anything. */
  readonly legs: readonly TargetIntent[]
  /** What giving up may cost, of the value of the legs. */
  readonly unwindCostMaxBps: number
  /** How long until it is given up if not all of it has filled. Unit: us. */
  readonly patienceUs: number
}
