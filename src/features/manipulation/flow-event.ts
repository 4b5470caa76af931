/**
 * One thing that happened to the public order flow. A record the caller may use again and again:
 * no detector keeps it. A replaced order is one that was canceled, and then one that was added.
 */
export type FlowEvent = {
  readonly kind: 'added' | 'canceled' | 'traded'
  /** Unit: us; never back. */
  readonly ts: number
  /** Of an order: +1 a bid, -1 an ask. Of a trade: +1 when the buyer crossed, -1 the seller. */
  readonly side: 1 | -1
  readonly price: number
  /** Lots added, canceled or traded. Above 0. */
  readonly size: number
  /** The venue's number of the order; 0 where the market is told by levels. */
  readonly order: number
}
