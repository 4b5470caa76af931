import { checkRequest, isPriced, isTrailing, isTriggered, refusal } from './check-request.ts'
import type { ClientIds } from './client-ids.ts'
import type { ExchangeOrder } from './exchange-order.ts'
import type { OrderRequest } from './order-request.ts'
import type { OrderStore } from './order-store.ts'
import { type Place, reachOf, referenceOf } from './place.ts'
import type { Refusal } from './refusal.ts'

/**
 * Whether an order may come in at all, before its money is looked at.
 *
 * @param isLater - It waits for another order, so the market of now does not count.
 */
export function admitRequest(
  account: number,
  request: OrderRequest,
  place: Place | undefined,
  store: OrderStore,
  clientIds: ClientIds,
  isLater: boolean,
): Refusal | undefined {
  if (place === undefined) return refusal('unknown-instrument', 'no such instrument is listed here')
  return (
    checkMode(place, request) ??
    checkName(account, request, clientIds) ??
    checkRequest(request, place.listing, referenceOf(place)) ??
    checkCounts(account, request, place, store) ??
    (isLater ? undefined : checkMarket(account, request, place))
  )
}

/** Whether the instrument takes orders of this kind now. */
function checkMode({ mode, listing }: Place, request: OrderRequest): Refusal | undefined {
  const name = listing.instrument.id
  if (mode === 'cancel-only') return refusal('cancel-only', `${name} takes cancellations only`)
  if (mode === 'halted') return refusal('halted', `${name} is halted`)
  if (mode === 'delisted') return refusal('delisted', `${name} is no longer listed`)
  if (mode === 'post-only' && !request.isPostOnly)
    return refusal('post-only-mode', `${name} takes post-only orders only`)
  return undefined
}

function checkName(
  account: number,
  { clientId }: OrderRequest,
  clientIds: ClientIds,
): Refusal | undefined {
  if (clientId === '') return undefined
  if (clientIds.orderOf(account, clientId) !== undefined)
    return refusal('duplicate-client-id', `the name ${clientId} was used in the last 24 hours`)
  if (clientIds.isFull) return refusal('too-many-orders', 'too many named orders in 24 hours')
  return undefined
}

function checkCounts(
  account: number,
  { instrument, type }: OrderRequest,
  { listing: { rules } }: Place,
  store: OrderStore,
): Refusal | undefined {
  let open = 0
  let stops = 0
  for (const order of store.open(account).values()) {
    if (order.request.instrument !== instrument) continue
    open += 1
    if (order.status === 'waiting') stops += 1
  }
  if (open >= rules.openOrdersMax)
    return refusal('too-many-orders', `at most ${rules.openOrdersMax} orders can be open`)
  if (isTriggered(type) && stops >= rules.stopOrdersMax)
    return refusal('too-many-stops', `at most ${rules.stopOrdersMax} stops can wait`)
  return undefined
}

function checkMarket(account: number, request: OrderRequest, place: Place): Refusal | undefined {
  const { type, side, price, trigger, isPostOnly, isReduceOnly } = request
  const isBuy = side === 'buy'
  if (isReduceOnly && place.settlement.reducible(account, side) === 0)
    return refusal('not-reducing', 'there is nothing the order could reduce')
  if (isPostOnly && !isTriggered(type)) {
    const best = place.book.bestTicks(!isBuy)
    if (best >= 0 && (isBuy ? price >= best : price <= best))
      return refusal('would-take', 'a post-only order would have taken liquidity')
  }
  const last = referenceOf(place)
  if (isTriggered(type) && !isTrailing(type) && last > 0) {
    const isProfit = type === 'take-profit' || type === 'take-profit-limit'
    const isUpward = isBuy !== isProfit
    if (isUpward ? last >= trigger : last <= trigger)
      return refusal('would-trigger', 'the price has already passed the trigger')
  }
  return undefined
}

/** The lots a market order for an amount of money comes to; 0 when it buys less than one lot. */
export function lotsForAmount(place: Place, request: OrderRequest): number {
  const { quoteAmount, side, lots } = request
  if (quoteAmount === undefined) return lots
  const { notionalFactor, notionalDivisor } = place.listing.instrument
  const affordable = (ticks: number): number =>
    Number((quoteAmount * notionalDivisor) / (notionalFactor * BigInt(Math.max(1, ticks))))
  const best = place.book.bestTicks(side === 'sell')
  if (best < 0) return affordable(referenceOf(place))
  // The more lots the worse their average: each round buys fewer at the price of the last.
  const limit = side === 'buy' ? place.listing.rules.priceMax : 0
  let wanted = affordable(best)
  for (let round = 0; round < roundsMax && wanted > 0; round += 1) {
    const { ticks } = reachOf(place, side === 'buy', limit, wanted)
    const fewer = Math.min(wanted, affordable(ticks))
    if (fewer === wanted) break
    wanted = fewer
  }
  return wanted
}

const roundsMax = 32

/** A fresh record of a request that was let in. */
export function newOrder(
  number: number,
  account: number,
  request: OrderRequest,
  lots: number,
  ts: ExchangeOrder['createdTs'],
): ExchangeOrder {
  return {
    number,
    account,
    request,
    createdTs: ts,
    status: 'dormant',
    updatedTs: ts,
    lots,
    price: isPriced(request.type) ? request.price : 0,
    trigger: isTrailing(request.type) ? 0 : request.trigger,
    hasTriggered: false,
    filled: 0,
    quoteFilled: 0n,
    fee: 0n,
    feeCurrency: '',
    group: 0,
    end: undefined,
  }
}
