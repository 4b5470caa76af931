import { declined, ok, type Result } from '../../../base/index.ts'
import { dayUs, micros } from '../../../domain/index.ts'
import { admitRequest, lotsForAmount, newOrder } from './admission.ts'
import { refusal } from './check-request.ts'
import type { OrderRef } from './exchange.ts'
import { type EndReason, type ExchangeOrder, hasEnded } from './exchange-order.ts'
import { type ExchangeParts, nextMultiple } from './exchange-parts.ts'
import type { OrderGroup, OrderRequest } from './order-request.ts'
import type { Refusal } from './refusal.ts'

/** The customers' counter: what is let in, and what is taken back. */
export class OrderEntry {
  readonly #parts: ExchangeParts

  constructor(parts: ExchangeParts) {
    this.#parts = parts
  }

  submit(account: number, request: OrderRequest): Result<ExchangeOrder, Refusal> {
    const taken = this.#take(account, request, 0, false)
    if (!taken.ok) return taken
    const why = this.#parts.flow.reserve(taken.value)
    if (why !== undefined) return declined(why)
    this.#enlist(taken.value)
    this.#parts.flow.begin(taken.value)
    return taken
  }

  submitGroup(account: number, group: OrderGroup): Result<readonly ExchangeOrder[], Refusal> {
    const { groups, counters, flow } = this.#parts
    const isOco = group.kind === 'oco'
    const requests = isOco ? group.orders : [group.first, ...group.then]
    const orders: ExchangeOrder[] = []
    for (const request of requests) {
      const taken = this.#take(account, request, orders.length, !isOco && orders.length > 0)
      if (!taken.ok) return taken
      taken.value.group = counters.group + 1
      orders.push(taken.value)
    }
    const why =
      hasTwins(requests) ?? (isOco ? this.#reserveOnce(orders) : this.#reserveFirst(orders))
    if (why !== undefined) return declined(why)
    counters.group += 1
    const numbers = orders.map(({ number }) => number)
    const [first = 0] = numbers
    const others = isOco ? numbers : numbers.slice(1)
    groups.add(counters.group, { kind: group.kind, first: isOco ? 0 : first, others })
    for (const order of orders) this.#enlist(order)
    for (const order of isOco ? orders : orders.slice(0, 1)) if (!hasEnded(order)) flow.begin(order)
    return ok(orders)
  }

  #reserveFirst([first]: readonly ExchangeOrder[]): Refusal | undefined {
    return first === undefined ? undefined : this.#parts.flow.reserve(first)
  }

  /** Of two orders only one can be filled, so only the dearer one's money is set aside. */
  #reserveOnce([first, second]: readonly ExchangeOrder[]): Refusal | undefined {
    const { holds, flow } = this.#parts
    if (first === undefined || second === undefined) return undefined
    const whyFirst = flow.reserve(first)
    if (whyFirst !== undefined) return whyFirst
    const one = holds.get(first.number)
    holds.drop(first.number)
    const whySecond = flow.reserve(second)
    if (whySecond !== undefined) return whySecond
    const other = holds.get(second.number)
    if (one?.currency !== other?.currency) return flow.reserve(first)
    if (one === undefined || other === undefined || one.amount <= other.amount) return undefined
    holds.drop(second.number)
    return flow.reserve(first)
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
    const { groups, store, flow } = this.#parts
    const rivals = groups.rivals(order)
    flow.end(order, 'canceled', reason)
    for (const number of rivals) {
      const rival = store.get(number)
      if (rival !== undefined && !hasEnded(rival)) flow.end(rival, 'canceled', 'group')
    }
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

  #take(
    account: number,
    request: OrderRequest,
    ahead: number,
    isLater: boolean,
  ): Result<ExchangeOrder, Refusal> {
    const { places, store, clientIds, counters, bulletin } = this.#parts
    const place = places[request.instrument]
    const why = admitRequest(account, request, place, store, clientIds, isLater)
    if (why !== undefined || place === undefined)
      return declined(why ?? refusal('unknown-instrument', 'no such instrument is listed here'))
    if (request.timeInForce === 'gtd' && request.expiryTs <= bulletin.now)
      return declined(refusal('bad-request', 'the order would have ended already'))
    const lots = lotsForAmount(place, request)
    if (lots < 1) return declined(refusal('lot-size', 'the amount buys less than one lot'))
    return ok(newOrder(counters.order + 1 + ahead, account, request, lots, bulletin.now))
  }

  #enlist(order: ExchangeOrder): void {
    const { store, counters, clientIds, bulletin, alarms } = this.#parts
    const { account, number } = order
    const { clientId, timeInForce, expiryTs } = order.request
    counters.order = number
    store.add(order)
    if (clientId !== '') clientIds.remember(account, clientId, number, bulletin.now)
    const ends = timeInForce === 'day' ? nextMultiple(bulletin.now, dayUs) : micros(expiryTs)
    if (timeInForce === 'day' || timeInForce === 'gtd')
      alarms.add({ ts: ends, kind: 'expiry', id: number })
    bulletin.tell({ kind: 'order-accepted', account, order })
  }
}

/** Two orders of one group with one name. */
function hasTwins(requests: readonly OrderRequest[]): Refusal | undefined {
  const names = requests.map(({ clientId }) => clientId).filter((name) => name !== '')
  if (new Set(names).size === names.length) return undefined
  return refusal('duplicate-client-id', 'two orders of the group have the same name')
}
