import type { Standing } from '../../domain/index.ts'
import type { SentOrder } from './sent-order.ts'

/** What came of a change of an order. */
export type Settled =
  | ({ readonly kind: 'order-amended' } & Standing)
  | ({ readonly kind: 'order-amend-rejected'; readonly reason: string } & Standing)

/**
 * What a venue's word of an open order says about the change that is under way. An order that has
 * become something else by itself, because an earlier change came late, is to be changed again.
 *
 * @param told - Size 0 when the venue does not say.
 * @returns `undefined` while nothing is certain.
 */
export function settleChange(sent: SentOrder, told: Standing): Settled | undefined {
  if (sent.change === undefined) {
    if (sent.wasChanged && told.quantity > 0 && !sent.isAs(told)) sent.change = sent.fitted
    return undefined
  }
  if (sent.isAs(told)) return changed(sent)
  const reason = sent.amendRefusal
  if (reason === '') return undefined
  sent.keep(told.quantity > 0 ? told : sent.fitted)
  const { quantity, price } = sent.order
  return { kind: 'order-amend-rejected', quantity, price, reason }
}

/** The venue has done what it was asked. What its steps cut off is never sent, and not told. */
export function changed(sent: SentOrder): Settled {
  sent.take()
  const { quantity, price } = sent.order
  return { kind: 'order-amended', quantity, price }
}
