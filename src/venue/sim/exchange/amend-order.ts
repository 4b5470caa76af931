import { checkMode } from './admission.ts'
import { checkChanged, isPriced, isTriggered, refusal } from './check-request.ts'
import type { ExchangeOrder } from './exchange-order.ts'
import type { ExchangeParts } from './exchange-parts.ts'
import type { OrderChange } from './order-request.ts'
import { referenceOf, triggersFor } from './place.ts'
import type { Refusal } from './refusal.ts'

/**
 * Changes an open order in place. Fewer lots keep the place in the queue; more lots, or another
 * price, go to its back, and may match on the way. A change that is declined leaves the order as
 * it was.
 */
export function amendOrder(
  { flow, bulletin, news }: ExchangeParts,
  order: ExchangeOrder,
  change: OrderChange,
): Refusal | undefined {
  const place = flow.placeOf(order)
  const next = {
    lots: change.lots ?? order.lots,
    price: change.price ?? order.price,
    trigger: change.trigger ?? order.trigger,
  }
  const why =
    checkMode(place, order.request) ??
    checkChange(order, change, next) ??
    checkAsNew(order, change, next, place)
  if (why !== undefined) return why
  const before = { lots: order.lots, price: order.price, trigger: order.trigger }
  const isWaiting = order.status !== 'open'
  const keepsPlace = next.price === order.price && next.lots <= order.lots
  Object.assign(order, next)
  const declined = order.status === 'dormant' ? undefined : (postOnlyTakes() ?? flow.reserve(order))
  if (declined !== undefined) {
    Object.assign(order, before)
    return declined
  }
  order.updatedTs = bulletin.now
  bulletin.tell({ kind: 'order-amended', account: order.account, order })
  if (isWaiting) triggersFor(place, order).touch(order)
  else if (keepsPlace) flow.shrinkShown(place, order)
  else {
    const { price } = before
    place.book.cancel(order.number)
    news.touch(place.index, order.request.side, price)
    flow.begin(order)
  }
  return undefined

  function postOnlyTakes(): Refusal | undefined {
    if (!order.request.isPostOnly || isWaiting || !flow.wouldTake(order)) return undefined
    return refusal('would-take', 'a post-only order would have taken liquidity')
  }
}

function checkChange(
  order: ExchangeOrder,
  change: OrderChange,
  next: { readonly lots: number; readonly price: number; readonly trigger: number },
): Refusal | undefined {
  const { type } = order.request
  if (
    ![next.lots, next.price, next.trigger].every((each) => Number.isSafeInteger(each) && each >= 0)
  )
    return refusal('bad-request', 'prices and quantities are whole numbers of steps')
  if (next.lots <= order.filled)
    return refusal('bad-request', 'the new quantity must be more than what was filled')
  if (change.price !== undefined && !isPriced(type))
    return refusal('bad-request', `a ${type} order has no price to change`)
  if (change.trigger !== undefined && (!isTriggered(type) || order.hasTriggered))
    return refusal('bad-request', 'the order has no trigger to change')
  return undefined
}

/** The rules of the listing hold for what the order would be. */
function checkAsNew(
  { request }: ExchangeOrder,
  change: OrderChange,
  next: { readonly lots: number; readonly price: number; readonly trigger: number },
  place: Parameters<typeof referenceOf>[0],
): Refusal | undefined {
  const asked = { ...request, ...next, quoteAmount: undefined }
  const display = Math.min(request.display, next.lots)
  return checkChanged({ ...asked, display }, change, place.listing, referenceOf(place))
}
