import { declined, ok, type Result } from '../../../base/index.ts'
import { dayUs, type Micros, micros } from '../../../domain/index.ts'
import { admitRequest, lotsForAmount, newOrder } from './admission.ts'
import { refusal } from './check-request.ts'
import type { OrderRef } from './exchange.ts'
import { type EndReason, type ExchangeOrder, hasEnded } from './exchange-order.ts'
import { type ExchangeParts, nextMultiple } from './exchange-parts.ts'
import type { OrderGroup, OrderRequest } from './order-request.ts'
import { statusAtStart } from './triggers.ts'
import type { Place } from './place.ts'
import type { Refusal } from './refusal.ts'
import { reserveOnce } from './reserve-once.ts'

/** The customers' counter: what is let in, and what is taken back. */
export class OrderEntry {
  readonly #parts: ExchangeParts

  constructor(parts: ExchangeParts) {
    this.#parts = parts
  }

  submit(account: number, request: OrderRequest): Result<ExchangeOrder, Refusal> {
    const taken = this.#take(account, request, [], false)
    if (!taken.ok) return taken
    const isNow = !this.#isLater(request)
    const why = isNow ? this.#parts.flow.reserve(taken.value) : undefined
    if (why !== undefined) return declined(why)
    this.#enlist(taken.value, isNow)
    if (isNow) this.#parts.flow.begin(taken.value)
    return taken
  }

  submitGroup(account: number, group: OrderGroup): Result<readonly ExchangeOrder[], Refusal> {
    const { groups, counters, flow } = this.#parts
    const isOco = group.kind === 'oco'
    const requests = isOco ? group.orders : [group.first, ...group.followers]
    const orders: ExchangeOrder[] = []
    for (const request of requests) {
      const taken = this.#take(account, request, orders, !isOco && orders.length > 0)
      if (!taken.ok) return taken
      taken.value.group = counters.group + 1
      orders.push(taken.value)
    }
    const why = lateOf(requests, isOco) ?? hasTwins(requests) ?? this.#reserve(orders, isOco)
    if (why !== undefined) return declined(why)
    counters.group += 1
    const numbers = orders.map(({ number }) => number)
    const [first = 0] = numbers
    const others = isOco ? numbers : numbers.slice(1)
    groups.add(counters.group, { kind: group.kind, first: isOco ? 0 : first, others })
    const isNow = ({ number, request }: ExchangeOrder): boolean =>
      (isOco || number === first) && !this.#isLater(request)
    for (const order of orders) this.#enlist(order, isNow(order))
    for (const order of orders) if (isNow(order) && !hasEnded(order)) flow.begin(order)
    return ok(orders)
  }

  /** Of a one-cancels-other pair one can be filled, of the others the first alone is started. */
  #reserve([first, second]: readonly ExchangeOrder[], isOco: boolean): Refusal | undefined {
    const { flow } = this.#parts
    if (first === undefined || this.#isLater(first.request)) return undefined
    return isOco && second !== undefined
      ? reserveOnce(flow, first, second)
      : flow.reserveAlone(first)
  }

  #isLater({ startTs }: OrderRequest): boolean {
    return startTs !== undefined && startTs > this.#parts.bulletin.now
  }

  /** An open order of the account. */
  find(account: number, ref: OrderRef): Result<ExchangeOrder, Refusal> {
    const order = this.order(account, ref)
    if (order === undefined) return declined(refusal('unknown-order', 'there is no such order'))
    if (hasEnded(order)) return declined(refusal('order-ended', 'the order has already ended'))
    return ok(order)
  }

  order(account: number, ref: OrderRef): ExchangeOrder | undefined {
    const { store, clientIds } = this.#parts
    const number = 'number' in ref ? ref.number : clientIds.orderOf(account, ref.clientId)
    const order = number === undefined ? undefined : store.get(number)
    return order?.account === account ? order : undefined
  }

  /** An order of a one-cancels-other pair takes the other with it. */
  cancel(order: ExchangeOrder, reason: EndReason): void {
    this.#parts.flow.end(order, 'canceled', reason)
  }

  /** @param instrument - All of them when `undefined`. */
  cancelAll(
    account: number,
    instrument: number | undefined,
    reason: EndReason,
  ): readonly ExchangeOrder[] {
    const orders = [...this.#parts.store.open(account).values()].filter(
      ({ request }) => instrument === undefined || request.instrument === instrument,
    )
    for (const order of orders) if (!hasEnded(order)) this.cancel(order, reason)
    return orders
  }

  /** @param before - Orders of its group that come in before it. */
  #take(
    account: number,
    request: OrderRequest,
    before: readonly ExchangeOrder[],
    isLater: boolean,
  ): Result<ExchangeOrder, Refusal> {
    const { places, store, clientIds, counters, bulletin, flow } = this.#parts
    const place = places[request.instrument]
    if (place === undefined)
      return declined(refusal('unknown-instrument', 'no such instrument is listed here'))
    const isAway = isLater || this.#isLater(request)
    const arrival = { place, before, isLater: isAway }
    const why =
      admitRequest(account, request, arrival, store, clientIds) ??
      checkTimes(request, bulletin.now) ??
      checkLeverage(request, place, this.#parts.margin.termsOf(account).leverage)
    if (why !== undefined) return declined(why)
    const lots = lotsForAmount(account, request, place, flow.foresight)
    if (!lots.ok) return lots
    const number = counters.order + 1 + before.length
    return ok(newOrder(number, account, request, lots.value, bulletin.now))
  }

  #enlist(order: ExchangeOrder, isNow: boolean): void {
    const { store, counters, clientIds, bulletin, alarms } = this.#parts
    const { account, number } = order
    const { clientId, timeInForce, expiryTs, startTs } = order.request
    counters.order = number
    if (isNow) order.status = statusAtStart(order)
    store.add(order)
    if (clientId !== '') clientIds.remember(account, clientId, number, bulletin.now)
    const ends = timeInForce === 'day' ? nextMultiple(bulletin.now, dayUs) : micros(expiryTs)
    if (startTs !== undefined && !isNow) alarms.add({ ts: startTs, kind: 'start', id: number })
    if (timeInForce === 'day' || timeInForce === 'gtd')
      alarms.add({ ts: ends, kind: 'expiry', id: number })
    bulletin.tellOrder('order-accepted', order)
  }
}

function checkTimes(
  { timeInForce, expiryTs, startTs = now0, quoteAmount }: OrderRequest,
  now: Micros,
): Refusal | undefined {
  if (timeInForce === 'gtd' && expiryTs <= Math.max(now, startTs))
    return refusal('bad-request', 'the order would have ended already')
  // How many lots an amount comes to is known at once only.
  if (startTs > now && quoteAmount !== undefined)
    return refusal('bad-request', 'an order for an amount cannot start later')
  return undefined
}

const now0: Micros = micros(0)

/** @param most - What the account's terms allow. */
function checkLeverage(
  { leverage }: OrderRequest,
  { listing }: Place,
  most: number,
): Refusal | undefined {
  if (leverage === undefined) return undefined
  if (!Number.isSafeInteger(leverage) || leverage < 1)
    return refusal('bad-request', 'a leverage is a whole number from 1')
  if (listing.perpetual !== undefined)
    return refusal('bad-request', 'the leverage of a perpetual is not set by the order')
  return leverage > most && leverage > 1
    ? refusal('leverage', `the account may borrow for a leverage of up to ${most}`)
    : undefined
}

/** In a group only the order that others wait for may start later. */
function lateOf(requests: readonly OrderRequest[], isOco: boolean): Refusal | undefined {
  const others = isOco ? requests : requests.slice(1)
  if (others.every(({ startTs }) => startTs === undefined)) return undefined
  return refusal('bad-request', 'an order of a group starts with the group')
}

/** Two orders of one group with one name. */
function hasTwins(requests: readonly OrderRequest[]): Refusal | undefined {
  const names = requests.map(({ clientId }) => clientId).filter((name) => name !== '')
  if (new Set(names).size === names.length) return undefined
  return refusal('duplicate-client-id', 'two orders of the group have the same name')
}
