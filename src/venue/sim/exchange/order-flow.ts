import { selfTradeCodes } from '../match/self-trade-code.ts'
import type { Bulletin } from './bulletin.ts'
import { isPriced, isTriggered } from './check-request.ts'
import type { BookNews } from './book-news.ts'
import { type EndReason, type ExchangeOrder, hasEnded } from './exchange-order.ts'
import type { Fees } from './fees.ts'
import { Foresight } from './foresight.ts'
import type { Frictions } from './frictions.ts'
import type { Groups } from './groups.ts'
import type { Holds } from './holds.ts'
import type { OrderStore } from './order-store.ts'
import { priceWhenFired, statusAtStart } from './triggers.ts'
import { reserveOnce } from './reserve-once.ts'
import {
  isMatching,
  type Place,
  referenceOf,
  triggerPriceFor,
  triggersFor,
  wouldMeet,
} from './place.ts'
import type { Refusal } from './refusal.ts'

export type OrderFlowParts = {
  readonly places: readonly Place[]
  readonly store: OrderStore
  readonly groups: Groups
  readonly holds: Holds
  readonly bulletin: Bulletin
  readonly news: BookNews
  readonly fees: Fees
  readonly frictions: Frictions
}

/** What becomes of an order once it was let in: waits, is matched, rests, ends. */
export class OrderFlow {
  readonly parts: OrderFlowParts
  readonly foresight: Foresight
  /** Orders fired or freed by what happens; taken up when the market is at rest again. */
  readonly #due: ExchangeOrder[] = []
  /** The order walking the book now; 0 for none. */
  walking = 0

  constructor(parts: OrderFlowParts) {
    this.parts = parts
    this.foresight = new Foresight(parts.store, parts.groups)
  }

  placeOf(order: ExchangeOrder): Place {
    return this.parts.places[order.request.instrument] as Place
  }

  /** Sets aside what the order may cost at the market as it is; of a pair, what both may. */
  reserve(order: ExchangeOrder): Refusal | undefined {
    for (const number of this.parts.groups.rivals(order)) {
      const rival = this.parts.store.get(number)
      if (rival !== undefined && !hasEnded(rival)) return reserveOnce(this, order, rival)
    }
    return this.reserveAlone(order)
  }

  reserveAlone(order: ExchangeOrder): Refusal | undefined {
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
    const { account } = order
    const limit = isBuy ? place.listing.rules.priceMax : 0
    const taker = { account, side: request.side }
    const reach = this.foresight.reach(place, taker, limit, lots, 'skip')
    const ticks = reach.ticks || referenceOf(place)
    const worst = reach.worst || ticks
    // The price moves most where the order is done.
    return ticks + (isBuy ? this.parts.frictions.impactTicks(place.index, worst, order.lots) : 0)
  }

  /** Starts an order that is known and paid for. */
  begin(order: ExchangeOrder): void {
    const place = this.placeOf(order)
    order.status = statusAtStart(order)
    if (order.status === 'waiting')
      triggersFor(place, order).add(order, triggerPriceFor(place, order))
    else this.#enter(place, order)
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
    if (isAll && !this.#isThere(place, order, limit, lots))
      return this.end(order, 'expired', 'no-liquidity')
    if (!isMatching(place) && wouldMeet(place, isBuy, limit))
      return this.end(order, 'expired', 'no-liquidity')
    this.walking = order.number
    const policy = selfTradeCodes[request.selfTrade]
    place.book.take(order.number, order.account, isBuy, limit, lots, policy)
    this.walking = 0
    if (hasEnded(order)) return
    if (!isPriced(request.type) || isAll || request.timeInForce === 'ioc')
      return this.end(order, request.type === 'market' ? 'canceled' : 'expired', 'no-liquidity')
    this.rest(place, order)
  }

  /** Whether all of a fill-or-kill order can be filled; an own order in the way ends the walk. */
  #isThere(
    place: Place,
    { account, request }: ExchangeOrder,
    limit: number,
    lots: number,
  ): boolean {
    const own = request.selfTrade === 'cancel-resting' ? 'skip' : 'stop'
    const taker = { account, side: request.side }
    return this.foresight.reach(place, taker, limit, lots, own).lots >= lots
  }

  /** Whether a limit order would meet anything at once. */
  wouldTake(order: ExchangeOrder): boolean {
    return wouldMeet(this.placeOf(order), order.request.side === 'buy', order.price)
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
      this.tellChanged(order)
    }
    return true
  }

  /**
   * A reduce-only order in the book may never be larger than what there is to reduce; instruments
   * share currencies, so what happens in one counts in all.
   */
  trimAll(account: number): void {
    for (const order of this.parts.store.open(account).values())
      if (order.request.isReduceOnly && order.status === 'open' && order.number !== this.walking)
        this.trim(this.placeOf(order), order)
  }

  /** Says that the exchange itself changed an order. */
  tellChanged(order: ExchangeOrder): void {
    const { bulletin } = this.parts
    order.updatedTs = bulletin.now
    bulletin.tellOrder('order-amended', order)
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
    for (const number of this.parts.groups.part(order)) {
      const rival = this.parts.store.get(number)
      if (rival === undefined || hasEnded(rival)) continue
      this.end(rival, 'canceled', 'group')
      this.reserveAlone(order)
    }
  }

  /**
   * One leg has ended without having gone on, so the other does too; not one that is matched now.
   */
  #endRivals(order: ExchangeOrder): void {
    for (const number of this.parts.groups.part(order)) {
      const rival = this.parts.store.get(number)
      if (rival === undefined || hasEnded(rival)) continue
      if (number === this.walking) this.reserveAlone(rival)
      else this.end(rival, 'canceled', 'group')
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
    this.takeOff(place, order)
    order.status = status
    order.end = reason
    order.updatedTs = bulletin.now
    place.settlement.release(order)
    store.ended(order)
    if (status === 'canceled') bulletin.tellOrder('order-canceled', order)
    else if (status === 'expired') bulletin.tellOrder('order-expired', order)
    if (order.group === 0) return
    if (status !== 'filled') this.#endRivals(order)
    for (const number of groups.waiters(order)) this.#freed(store.get(number), order)
    if (groups.members(order.group).every((each) => isOver(store.get(each))))
      groups.drop(order.group)
  }

  /** Takes an order out of the book or from among the waiting. */
  takeOff(place: Place, order: ExchangeOrder): void {
    if (order.status === 'waiting') triggersFor(place, order).remove(order)
    if (place.book.lotsOf(order.number) === 0) return
    place.book.cancel(order.number)
    this.parts.news.touch(place.index, order.request.side, order.price)
  }

  /** An order waited for this one: it starts with no more than was filled, or ends with it. */
  #freed(waiter: ExchangeOrder | undefined, first: ExchangeOrder): void {
    if (waiter?.status !== 'dormant') return
    if (first.filled === 0) return this.end(waiter, 'canceled', 'group')
    if (first.request.instrument === waiter.request.instrument)
      waiter.lots = Math.min(waiter.lots, first.filled)
    this.#due.push(waiter)
  }

  /** The time of an order has come that was to start later. */
  start(order: ExchangeOrder | undefined): void {
    if (order?.status === 'dormant') this.#due.push(order)
  }

  /** Fires triggers and starts freed orders until nothing is left to do. */
  drain(): void {
    for (;;) {
      for (const place of this.parts.places)
        if (place.hasNews || place.hasMarkNews) this.#fire(place)
      const order = this.#due.shift()
      if (order === undefined) return
      if (hasEnded(order)) continue
      if (this.reserve(order) !== undefined) {
        this.end(order, 'expired', 'funds')
        continue
      }
      if (order.status === 'dormant') {
        order.status = statusAtStart(order)
        this.tellChanged(order)
      }
      this.begin(order)
    }
  }

  #fire(place: Place): void {
    const { hasNews, hasMarkNews, last, mark } = place
    place.hasNews = false
    place.hasMarkNews = false
    if (!isMatching(place)) return
    if (hasNews) this.#fireEach(place, place.triggers.fire(last))
    if (hasMarkNews || (hasNews && mark === 0))
      this.#fireEach(place, place.markTriggers.fire(mark === 0 ? last : mark))
  }

  #fireEach(place: Place, fired: readonly ExchangeOrder[]): void {
    for (const order of fired) {
      if (hasEnded(order)) continue
      order.hasTriggered = true
      order.status = 'open'
      order.updatedTs = this.parts.bulletin.now
      order.price = priceWhenFired(order, place.listing.rules.priceMax)
      this.decideGroup(order)
      this.parts.bulletin.tellOrder('order-triggered', order)
      this.#due.push(order)
    }
  }
}

function isOver(order: ExchangeOrder | undefined): boolean {
  return order === undefined || hasEnded(order)
}
