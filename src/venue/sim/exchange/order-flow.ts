import type { Bulletin } from './bulletin.ts'
import { isPriced, isTriggered } from './check-request.ts'
import type { BookNews } from './book-news.ts'
import { type EndReason, type ExchangeOrder, hasEnded } from './exchange-order.ts'
import type { Fees } from './fees.ts'
import type { Frictions } from './frictions.ts'
import type { Groups } from './groups.ts'
import type { OrderStore } from './order-store.ts'
import { type Place, reachOf, referenceOf } from './place.ts'
import type { Refusal } from './refusal.ts'

export type OrderFlowParts = {
  readonly places: readonly Place[]
  readonly store: OrderStore
  readonly groups: Groups
  readonly bulletin: Bulletin
  readonly news: BookNews
  readonly fees: Fees
  readonly frictions: Frictions
}

/** What becomes of an order once it was let in: waits, is matched, rests, ends. */
export class OrderFlow {
  readonly parts: OrderFlowParts
  /** Orders fired or freed by what happens; taken up when the market is at rest again. */
  readonly #due: ExchangeOrder[] = []
  /** The order walking the book now; 0 for none. */
  walking = 0

  constructor(parts: OrderFlowParts) {
    this.parts = parts
  }

  placeOf(order: ExchangeOrder): Place {
    return this.parts.places[order.request.instrument] as Place
  }

  /** Sets aside what the order may cost at the market as it is. */
  reserve(order: ExchangeOrder): Refusal | undefined {
    const place = this.placeOf(order)
    const lots = order.lots - order.filled
    return place.settlement.reserve(order, lots, this.#costPrice(place, order, lots))
  }

  /** The price to set money aside at: a limit, a trigger to come, or what the book asks for now. */
  #costPrice(place: Place, order: ExchangeOrder, lots: number): number {
    const { request } = order
    if (isPriced(request.type) && order.price > 0) return order.price
    const isWaiting = isTriggered(request.type) && !order.hasTriggered
    if (isWaiting) return order.trigger > 0 ? order.trigger : referenceOf(place)
    const isBuy = request.side === 'buy'
    const own = request.selfTrade === 'cancel-resting' ? this.#opposed(order) : 0
    const reach = reachOf(place, isBuy, isBuy ? place.listing.rules.priceMax : 0, lots + own)
    const ticks = (own > 0 ? reach.worst : reach.ticks) || referenceOf(place)
    const worst = reach.worst || ticks
    // The price moves most where the order is done.
    return ticks + (isBuy ? this.parts.frictions.impactTicks(place.index, worst, order.lots) : 0)
  }

  /** Lots of the same account that rest against the order and would be taken off before it. */
  #opposed({ account, request }: ExchangeOrder): number {
    let lots = 0
    for (const other of this.parts.store.open(account).values())
      if (other.request.instrument === request.instrument && other.request.side !== request.side)
        lots += other.lots - other.filled
    return lots
  }

  /** Starts an order that is known and paid for. */
  begin(order: ExchangeOrder): void {
    const place = this.placeOf(order)
    if (isTriggered(order.request.type) && !order.hasTriggered) {
      order.status = 'waiting'
      place.triggers.add(order, referenceOf(place))
      return
    }
    order.status = 'open'
    this.#enter(place, order)
  }

  #enter(place: Place, order: ExchangeOrder): void {
    const { request } = order
    const isBuy = request.side === 'buy'
    if (request.isReduceOnly && !this.trim(place, order)) return
    const { priceMax } = place.listing.rules
    const limit = isPriced(request.type) ? order.price : isBuy ? priceMax : 0
    const lots = order.lots - order.filled
    if (request.isPostOnly && this.wouldTake(order)) return this.end(order, 'expired', 'post-only')
    const isAll = request.timeInForce === 'fok'
    if (isAll && reachOf(place, isBuy, limit, lots).lots < lots)
      return this.end(order, 'expired', 'no-liquidity')
    this.walking = order.number
    const policy = selfTradeCode[request.selfTrade]
    place.book.take(order.number, order.account, isBuy, limit, lots, policy)
    this.walking = 0
    if (hasEnded(order)) return
    if (!isPriced(request.type) || isAll || request.timeInForce === 'ioc')
      return this.end(order, request.type === 'market' ? 'canceled' : 'expired', 'no-liquidity')
    this.rest(place, order)
  }

  /** Whether a limit order would meet anything at once. */
  wouldTake(order: ExchangeOrder): boolean {
    const isBuy = order.request.side === 'buy'
    const best = this.placeOf(order).book.bestTicks(!isBuy)
    return best >= 0 && (isBuy ? order.price >= best : order.price <= best)
  }

  /** Puts what is left of an order, or the next part of an iceberg, at the back of its level. */
  rest(place: Place, order: ExchangeOrder): void {
    const { display, side } = order.request
    const left = order.lots - order.filled
    const shown = display > 0 ? Math.min(display, left) : left
    place.book.rest(order.number, order.account, side === 'buy', order.price, shown)
    this.parts.news.touch(place.index, side, order.price)
  }

  /** Cuts a reduce-only order down to what there is to reduce; ends it when there is nothing. */
  trim(place: Place, order: ExchangeOrder): boolean {
    const most = place.settlement.reducible(order.account, order.request.side)
    const left = order.lots - order.filled
    if (most === 0) {
      this.end(order, 'canceled', 'reduce-only')
      return false
    }
    if (left > most) {
      order.lots = order.filled + most
      this.shrinkShown(place, order)
    }
    return true
  }

  /** Brings what rests in the book down to what is left of the order. */
  shrinkShown(place: Place, order: ExchangeOrder): void {
    const left = order.lots - order.filled
    if (place.book.lotsOf(order.number) <= left) return
    place.book.reduce(order.number, left)
    this.parts.news.touch(place.index, order.request.side, order.price)
  }

  /** One leg goes on, so its rivals end before any more can happen; their money becomes its own. */
  decideGroup(order: ExchangeOrder): void {
    if (order.group === 0) return
    for (const number of this.parts.groups.rivals(order)) {
      const rival = this.parts.store.get(number)
      if (rival === undefined || hasEnded(rival)) continue
      this.end(rival, 'canceled', 'group')
      if (rival.status !== 'filled' && this.placeOf(order) === this.placeOf(rival))
        this.reserve(order)
    }
  }

  /** Brings an order to its end, wherever it is. */
  end(
    order: ExchangeOrder,
    status: 'filled' | 'canceled' | 'expired',
    reason: EndReason | undefined,
  ): void {
    const { store, bulletin, groups } = this.parts
    const place = this.placeOf(order)
    const { account } = order
    this.takeOff(place, order)
    order.status = status
    order.end = reason
    order.updatedTs = bulletin.now
    place.settlement.release(order)
    store.ended(order)
    if (status !== 'filled') bulletin.tell({ kind: `order-${status}`, account, order })
    if (order.group === 0) return
    for (const number of groups.waiters(order)) this.#freed(store.known(number), order)
    if (groups.members(order.group).every((each) => isOver(store.get(each))))
      groups.drop(order.group)
  }

  /** Takes an order out of the book or from among the waiting. */
  takeOff(place: Place, order: ExchangeOrder): void {
    if (order.status === 'waiting') place.triggers.remove(order)
    if (place.book.lotsOf(order.number) === 0) return
    place.book.cancel(order.number)
    this.parts.news.touch(place.index, order.request.side, order.price)
  }

  /** An order waited for this one: it starts with no more than was filled, or ends with it. */
  #freed(waiter: ExchangeOrder, first: ExchangeOrder): void {
    if (waiter.status !== 'dormant') return
    if (first.filled === 0) return this.end(waiter, 'canceled', 'group')
    if (first.request.instrument === waiter.request.instrument)
      waiter.lots = Math.min(waiter.lots, first.filled)
    this.#due.push(waiter)
  }

  /** Fires triggers and starts freed orders until nothing is left to do. */
  drain(): void {
    for (;;) {
      for (const place of this.parts.places) if (place.hasNews) this.#fire(place)
      const order = this.#due.shift()
      if (order === undefined) return
      if (hasEnded(order)) continue
      // Legs of one group hold their money once: whichever costs more holds it.
      if (!this.#isPaid(order)) this.end(order, 'expired', 'funds')
      else this.begin(order)
    }
  }

  #isPaid(order: ExchangeOrder): boolean {
    if (order.status === 'dormant' && this.parts.groups.kindOf(order.group) === 'bracket') {
      const isSecond = this.parts.groups
        .rivals(order)
        .some((number) => this.parts.store.get(number)?.status !== 'dormant')
      if (isSecond) return true
    }
    return this.reserve(order) === undefined
  }

  #fire(place: Place): void {
    place.hasNews = false
    for (const order of place.triggers.fire(place.last)) {
      if (hasEnded(order)) continue
      order.hasTriggered = true
      order.status = 'open'
      order.updatedTs = this.parts.bulletin.now
      const { type, side, limitOffset } = order.request
      if (type === 'trailing-stop-limit')
        order.price = Math.max(1, order.trigger + (side === 'buy' ? limitOffset : -limitOffset))
      this.decideGroup(order)
      this.parts.bulletin.tell({ kind: 'order-triggered', account: order.account, order })
      this.#due.push(order)
    }
  }
}

function isOver(order: ExchangeOrder | undefined): boolean {
  return order === undefined || hasEnded(order)
}

const selfTradeCode = { 'cancel-new': 0, 'cancel-resting': 1, 'decrement-both': 2 } as const
