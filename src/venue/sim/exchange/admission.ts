import { declined, ok, type Result } from '../../../base/index.ts'
import {
  checkRequest,
  firesUpward,
  isPriced,
  isTrailing,
  isTriggered,
  refusal,
} from './check-request.ts'
import type { ClientIds } from './client-ids.ts'
import type { ExchangeOrder } from './exchange-order.ts'
import type { Foresight } from './foresight.ts'
import type { OrderRequest } from './order-request.ts'
import type { OrderStore } from './order-store.ts'
import { type Place, referenceOf, triggerPriceFor, wouldMeet } from './place.ts'
import type { Refusal } from './refusal.ts'

/** Where an order comes in, and with what. */
export type Arrival = {
  readonly place: Place
  /** Orders of its group that come in before it. */
  readonly before: readonly ExchangeOrder[]
  /** It waits for another order, so the market of now does not count. */
  readonly isLater: boolean
}

/** Whether an order may come in at all, before its money is looked at. */
export function admitRequest(
  account: number,
  request: OrderRequest,
  { place, before, isLater }: Arrival,
  store: OrderStore,
  clientIds: ClientIds,
): Refusal | undefined {
  return (
    checkMode(place, request) ??
    checkName(account, request, clientIds) ??
    checkRequest(request, place.listing, referenceOf(place)) ??
    checkCounts(request, place, before, store.open(account)) ??
    (isLater ? undefined : checkMarket(account, request, place))
  )
}

/** Whether the instrument takes orders of this kind now, or changes of them. */
export function checkMode({ mode, listing }: Place, request: OrderRequest): Refusal | undefined {
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
  { instrument, type }: OrderRequest,
  { listing: { rules } }: Place,
  before: readonly ExchangeOrder[],
  others: ReadonlyMap<number, ExchangeOrder>,
): Refusal | undefined {
  // With so few orders at all nothing needs to be counted, which is nearly always.
  const most = before.length + others.size
  if (most < rules.openOrdersMax && (most < rules.stopOrdersMax || !isTriggered(type)))
    return undefined
  let open = 0
  let stops = 0
  for (const { request, hasTriggered } of [...before, ...others.values()]) {
    if (request.instrument !== instrument) continue
    open += 1
    if (isTriggered(request.type) && !hasTriggered) stops += 1
  }
  if (open >= rules.openOrdersMax)
    return refusal('too-many-orders', `at most ${rules.openOrdersMax} orders can be open`)
  if (isTriggered(type) && stops >= rules.stopOrdersMax)
    return refusal('too-many-stops', `at most ${rules.stopOrdersMax} stops can wait`)
  return undefined
}

function checkMarket(account: number, request: OrderRequest, place: Place): Refusal | undefined {
  const { type, side, price, trigger, isPostOnly, isReduceOnly } = request
  if (isReduceOnly && place.settlement.reducible(account, side) === 0)
    return refusal('not-reducing', 'there is nothing the order could reduce')
  if (isPostOnly && !isTriggered(type) && wouldMeet(place, side === 'buy', price))
    return refusal('would-take', 'a post-only order would have taken liquidity')
  const last = triggerPriceFor(place, { request })
  const isWaiting = isTriggered(type) && !isTrailing(type) && last > 0
  if (isWaiting && (firesUpward(request) ? last >= trigger : last <= trigger))
    return refusal('would-trigger', 'the price has already passed the trigger')
  return undefined
}

/**
 * The lots a market order for an amount of money comes to, or why there can be no such order. An
 * order of lots is one already.
 */
export function lotsForAmount(
  account: number,
  request: OrderRequest,
  place: Place,
  foresight: Foresight,
): Result<number, Refusal> {
  if (request.quoteAmount === undefined) return ok(request.lots)
  const { lotsMin, lotsMax, marketLotsMax, lotStep } = place.listing.rules
  const affordable = affordableLots(account, request, place, foresight)
  const lots = affordable - (affordable % lotStep)
  if (lots < lotsMin) return declined(refusal('lot-size', `the amount buys under ${lotsMin} lots`))
  const most = Math.min(lotsMax, marketLotsMax)
  return lots <= most
    ? ok(lots)
    : declined(refusal('market-lot-size', `the amount comes to more than ${most} lots`))
}

function affordableLots(
  account: number,
  { quoteAmount = 0n, side }: OrderRequest,
  place: Place,
  foresight: Foresight,
): number {
  const { notionalFactor, notionalDivisor } = place.listing.instrument
  const affordable = (ticks: number): number =>
    Number((quoteAmount * notionalDivisor) / (notionalFactor * BigInt(Math.max(1, ticks))))
  const best = place.book.bestTicks(side === 'sell')
  if (best < 0) return affordable(referenceOf(place))
  // The more lots the worse their average: each round buys fewer at the price of the last.
  const limit = side === 'buy' ? place.listing.rules.priceMax : 0
  let wanted = affordable(best)
  for (let round = 0; round < roundsMax && wanted > 0; round += 1) {
    const { ticks } = foresight.reach(place, { account, side }, limit, wanted, 'skip')
    if (ticks === 0) break
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
