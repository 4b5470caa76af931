import type { Side } from '../../../domain/index.ts'
import type { QueuedOrder } from '../match/book-side.ts'
import { strangerOwner } from '../match/order-pool.ts'
import type { ExchangeOrder } from './exchange-order.ts'
import type { Groups } from './groups.ts'
import type { OrderStore } from './order-store.ts'
import type { Place } from './place.ts'

/** What an order would meet now. */
export type Reach = {
  readonly lots: number
  /** Average price rounded against the taker. Unit: ticks, 0 when nothing is met. */
  readonly ticks: number
  /** The last price it comes to. Unit: ticks. */
  readonly worst: number
}

/** Whose order, and of which side. */
export type Taker = { readonly account: number; readonly side: Side }

/** A walk under way: what the orders met so far take with them. */
type Walk = {
  readonly place: Place
  readonly taker: Taker
  /** Orders that will be gone because a rival of their group was met. */
  readonly gone: Set<number>
  /** Lots by account that its orders have given. */
  readonly given: Map<number, number>
}

/**
 * What an order that comes in would meet, worked out without touching the book: of a
 * one-cancels-other pair only the order met first is there, reduce-only orders are there for what
 * their holder has, and an iceberg with all its lots.
 */
export class Foresight {
  readonly #store: OrderStore
  readonly #groups: Groups

  constructor(store: OrderStore, groups: Groups) {
    this.#store = store
    this.#groups = groups
  }

  /**
   * @param limit - The worst price. Unit: ticks.
   * @param own - Whether the walk goes on behind an order of the taker's own, or stops there.
   */
  reach(place: Place, taker: Taker, limit: number, lots: number, own: 'skip' | 'stop'): Reach {
    const isBuy = taker.side === 'buy'
    const { book } = place
    const walk: Walk = { place, taker, gone: new Set(), given: new Map() }
    let met = 0
    let sum = 0n
    let worst = 0
    for (
      let price = book.bestTicks(!isBuy);
      price >= 0 && met < lots && (isBuy ? price <= limit : price >= limit);
      price = book.nextTicks(!isBuy, price)
    ) {
      const { lots: there, isStop } = this.#level(walk, price, lots - met, own)
      const here = Math.min(lots - met, there)
      met += here
      sum += BigInt(here) * BigInt(price)
      if (here > 0) worst = price
      if (isStop) break
    }
    if (met === 0) return { lots: 0, ticks: 0, worst: 0 }
    const size = BigInt(met)
    return { lots: met, ticks: Number(isBuy ? (sum + size - 1n) / size : sum / size), worst }
  }

  /** Lots to be had at a price, of those wanted. */
  #level(
    walk: Walk,
    price: number,
    wanted: number,
    own: 'skip' | 'stop',
  ): { readonly lots: number; readonly isStop: boolean } {
    const { place, taker } = walk
    const isBid = taker.side === 'sell'
    const queue = place.book.queueAt(isBid, price)
    let strangers = place.book.shownAt(isBid, price)
    if (queue.length === 0) return { lots: strangers, isStop: false }
    for (const { lots } of queue) strangers -= lots
    let passed = 0
    let met = 0
    let hidden = 0
    for (const each of queue) {
      const before = Math.min(strangers, Math.max(0, Math.ceil(each.ahead - passed)))
      strangers -= before
      passed += before
      met += before
      if (met >= wanted) return { lots: met, isStop: false }
      if (each.owner === taker.account) {
        if (own === 'stop') return { lots: met, isStop: true }
        continue
      }
      const lots = each.owner === strangerOwner ? each.lots : this.#meet(walk, each, wanted - met)
      const shown = Math.min(lots, each.lots)
      met += shown
      hidden += lots - shown
    }
    return { lots: met + strangers + hidden, isStop: false }
  }

  /** Lots an account's order would give, of those wanted, and what follows for others. */
  #meet({ place, gone, given }: Walk, { number, owner }: QueuedOrder, wanted: number): number {
    if (gone.has(number)) return 0
    const order = this.#store.known(number)
    const before = given.get(owner) ?? 0
    const lots = Math.min(wanted, order.lots - order.filled, reducibleBy(place, order, before))
    if (lots === 0) return 0
    given.set(owner, before + lots)
    for (const rival of this.#groups.rivals(order)) gone.add(rival)
    return lots
  }
}

/** Lots a reduce-only order may still have when its account has given `before`. */
function reducibleBy(place: Place, { account, request }: ExchangeOrder, before: number): number {
  if (!request.isReduceOnly) return Number.POSITIVE_INFINITY
  return Math.max(0, place.settlement.reducible(account, request.side) - before)
}
