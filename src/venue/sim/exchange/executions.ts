import { InvariantError } from '../../../base/index.ts'
import { notional, type Side } from '../../../domain/index.ts'
import { stranger } from '../match/match-sink.ts'
import { isPriced } from './check-request.ts'
import type { AccountFill, ExchangeOrder } from './exchange-order.ts'
import type { OrderFlow } from './order-flow.ts'
import type { Place } from './place.ts'

/** What follows from a match: the trade everybody sees, the fills of those it belongs to. */
export class Executions {
  readonly #flow: OrderFlow
  /** Numbers given to trades so far. */
  trades = 0
  /** Lots strangers took from accounts so far. */
  printed = 0

  constructor(flow: OrderFlow) {
    this.#flow = flow
  }

  /** Two parties met: called by the book of `place`. */
  onMatch(place: Place, maker: number, taker: number, ticks: number, lots: number): void {
    const { store, bulletin, news } = this.#flow.parts
    const resting = maker === stranger ? undefined : store.known(maker)
    const active = taker === stranger ? undefined : store.known(taker)
    const aggressor = active?.request.side ?? opposite(resting?.request.side ?? 'sell')
    this.trades += 1
    const trade = this.trades
    place.last = ticks
    place.hasNews = true
    news.touch(place.index, opposite(aggressor), ticks)
    bulletin.tellTrade({ instrument: place.index, trade, price: ticks, lots, aggressor })
    if (resting !== undefined) this.#fill(place, resting, trade, ticks, lots, 'maker')
    if (active === undefined) {
      this.printed += lots
      return
    }
    const paid = resting === undefined ? this.#impacted(place, active, ticks, lots) : ticks
    this.#fill(place, active, trade, paid, lots, 'taker')
  }

  /** A stranger's price moved by our own weight, never beyond our limit. */
  #impacted(place: Place, order: ExchangeOrder, ticks: number, lots: number): number {
    const impact = this.#flow.parts.frictions.impactTicks(place.index, ticks, order.filled + lots)
    if (impact === 0) return ticks
    if (order.request.side === 'buy')
      return isPriced(order.request.type) ? Math.min(order.price, ticks + impact) : ticks + impact
    return isPriced(order.request.type)
      ? Math.max(order.price, ticks - impact)
      : Math.max(1, ticks - impact)
  }

  #fill(
    place: Place,
    order: ExchangeOrder,
    trade: number,
    ticks: number,
    lots: number,
    liquidity: AccountFill['liquidity'],
  ): void {
    if (order.filled + lots > order.lots)
      throw new InvariantError(`order ${order.number} would be overfilled`)
    this.#flow.decideGroup(order)
    for (const slice of this.#flow.parts.frictions.slices(lots)) {
      order.filled += slice
      this.#settle(place, order, trade, ticks, slice, liquidity)
    }
    if (order.filled === order.lots) this.#flow.end(order, 'filled', undefined)
    else if (order.number !== this.#flow.walking && place.book.lotsOf(order.number) === 0)
      this.#flow.rest(place, order)
    this.#flow.trimAll(order.account)
  }

  #settle(
    place: Place,
    order: ExchangeOrder,
    trade: number,
    price: number,
    lots: number,
    liquidity: AccountFill['liquidity'],
  ): void {
    const { store, bulletin, fees } = this.#flow.parts
    const { account, request } = order
    const left = order.lots - order.filled
    const settled = place.settlement.settle(order, price, lots, left, liquidity)
    const { value, fee, feeCurrency } = settled
    const traded = notional(place.listing.instrument, price, lots, 'floor')
    order.quoteFilled += traded
    order.fee += fee
    order.feeCurrency = feeCurrency
    order.updatedTs = bulletin.now
    if (left === 0) order.status = 'filled'
    const { side, instrument } = request
    const fill: AccountFill = {
      trade,
      order: order.number,
      account,
      instrument,
      side,
      ts: bulletin.now,
      price,
      lots,
      value,
      fee,
      feeCurrency,
      liquidity,
    }
    store.addFill(fill)
    fees.traded(account, traded, bulletin.now)
    bulletin.tellFill(order, fill)
  }

  onSelfTrade(place: Place, maker: number, taker: number, lots: number): void {
    const { store, news } = this.#flow.parts
    const resting = store.known(maker)
    const active = store.known(taker)
    news.touch(place.index, resting.request.side, resting.price)
    const policy = active.request.selfTrade
    if (policy !== 'decrement-both') {
      if (policy !== 'cancel-new') this.#flow.end(resting, 'canceled', 'self-trade')
      if (policy !== 'cancel-resting') this.#flow.end(active, 'canceled', 'self-trade')
      return
    }
    for (const order of [resting, active]) {
      order.lots -= lots
      if (order.lots === order.filled) {
        this.#flow.end(order, 'canceled', 'self-trade')
        continue
      }
      if (order === resting && place.book.lotsOf(maker) === 0) this.#flow.rest(place, order)
      this.#flow.tellChanged(order)
    }
  }
}

function opposite(side: Side): Side {
  return side === 'buy' ? 'sell' : 'buy'
}
