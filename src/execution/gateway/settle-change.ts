import type { Standing } from '../../domain/index.ts'
import type { SentOrder } from './sent-order.ts'
import type { Asked } from './tickets.ts'
import type { VenueAnswer } from './venue-link.ts'

/** What came of a change of an order. */
export type Settled =
  | ({ readonly kind: 'order-amended' } & Standing)
  | ({ readonly kind: 'order-amend-rejected'; readonly reason: string } & Standing)

/**
 * What a venue's word of an open order says about the change that is under way. An order that has
 * become something else by itself, because an earlier change came late, is to be changed again.
 *
 * @param told - Size 0 when the venue does not say; `undefined` when it said only that it is open.
 * @returns `undefined` while nothing is certain.
 */
export function settleChange(sent: SentOrder, told: Standing | undefined): Settled | undefined {
  if (told === undefined) return isReplaced(sent) ? changed(sent) : undefined
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

/** Whether the order it was to be replaced by is there. */
function isReplaced({ names, change }: SentOrder): boolean {
  return names.isReplaced && names.isAsWanted && change !== undefined
}

/** What the answer to a change says of it. @returns `undefined` while nothing is certain. */
export function settleAnswer({ sent, name, was }: Asked, answer: VenueAnswer): Settled | undefined {
  // It is busy with the change no longer.
  if (sent.doing === 'amend') sent.isWaiting = false
  // It may be over, or have been changed by an earlier asking: one look tells.
  if (answer.kind === 'refused' && was === sent.names.standing) sent.amendRefusal = answer.reason
  if (answer.kind !== 'done') return undefined
  sent.stand(name)
  // Where it is replaced another change may be wanted by now.
  return sent.names.isAsWanted ? changed(sent) : undefined
}

/** The venue has done what it was asked. What its steps cut off is never sent, and not told. */
function changed(sent: SentOrder): Settled {
  sent.take()
  const { quantity, price } = sent.order
  return { kind: 'order-amended', quantity, price }
}
