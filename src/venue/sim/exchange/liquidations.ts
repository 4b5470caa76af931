import { micros } from '../../../domain/index.ts'
import { feeOrRebate } from './fees.ts'
import type { ExchangeParts } from './exchange-parts.ts'
import type { OrderEntry } from './order-entry.ts'
import { plainRequest } from './order-request.ts'
import type { PerpetualSettlement } from './perpetual-settlement.ts'
import { newOrder } from './admission.ts'
import { isMatching } from './place.ts'

/**
 * Closes out accounts that hold too little for what they owe: all their orders end, then their
 * positions are sold to the market, for a fee; what is missing after that the exchange bears.
 */
export class Liquidations {
  readonly #parts: ExchangeParts
  readonly #entry: OrderEntry

  constructor(parts: ExchangeParts, entry: OrderEntry) {
    this.#parts = parts
    this.#entry = entry
  }

  /** Looks at everybody. To be called when a mark or a price has moved. */
  check(): void {
    for (let account = 0; account < this.#parts.wallets.count; account += 1) {
      for (const quote of new Set(this.#parts.perpetuals.map((each) => each.quote)))
        if (this.#isShort(account, quote)) this.#closePerpetuals(account, quote)
      if (this.#parts.margin.isCalled(account)) this.#closeMargin(account)
    }
  }

  #isShort(account: number, quote: string): boolean {
    let equity = this.#parts.wallets.total(account, quote)
    let needed = 0n
    let isOpen = false
    for (const each of this.#parts.perpetuals) {
      if (each.quote !== quote || each.position(account) === undefined) continue
      isOpen = true
      equity += each.unrealised(account)
      needed += each.maintenanceMargin(account)
    }
    return isOpen && equity < needed
  }

  #closePerpetuals(account: number, quote: string): void {
    for (const each of this.#parts.perpetuals)
      if (each.quote === quote) this.#entry.cancelAll(account, each.index, 'liquidation')
    for (const each of this.#parts.perpetuals)
      if (each.quote === quote) this.#closePosition(account, each)
    const { wallets } = this.#parts
    const isFlat = this.#parts.perpetuals.every((each) => each.position(account) === undefined)
    const missing = -wallets.total(account, quote)
    if (isFlat && missing > 0n) this.#pay(account, quote, missing)
  }

  #closePosition(account: number, of: PerpetualSettlement): void {
    const position = of.position(account)
    if (position === undefined || !this.#isOpen(of.index)) return
    const { bulletin } = this.#parts
    bulletin.tell({ kind: 'liquidated', account, instrument: of.index })
    const before = Math.abs(position.lots)
    const closed = this.#sell(account, of.index, position.lots)
    const value = of.valueAt(closed.ticks, Math.min(before, closed.lots))
    this.#pay(account, of.quote, -feeOrRebate(value, of.terms.liquidationFeePpm))
  }

  /** Sells what is owned of every base and buys back what is owed, as far as the market goes. */
  #closeMargin(account: number): void {
    this.#entry.cancelAll(account, undefined, 'liquidation')
    const { wallets, places, bulletin } = this.#parts
    for (const { index, listing } of places) {
      if (listing.perpetual !== undefined) continue
      const { base, baseFactor } = listing.instrument
      const owned = wallets.total(account, base)
      const lots = Number(owned / baseFactor)
      if (lots === 0 || !this.#isOpen(index)) continue
      bulletin.tell({ kind: 'liquidated', account, instrument: index })
      this.#sell(account, index, lots)
    }
  }

  /** Where nothing is matched nothing can be closed; it is tried again when it opens. */
  #isOpen(instrument: number): boolean {
    const place = this.#parts.places[instrument]
    return place !== undefined && isMatching(place)
  }

  /** A market order that asks nobody: `lots` positive sells, negative buys back. */
  #sell(account: number, instrument: number, lots: number): { lots: number; ticks: number } {
    const { counters, store, bulletin, flow } = this.#parts
    counters.order += 1
    const side = lots > 0 ? 'sell' : 'buy'
    const request = {
      ...plainRequest,
      instrument,
      side,
      type: 'market',
      lots: Math.abs(lots),
    } as const
    const order = newOrder(counters.order, account, request, Math.abs(lots), micros(bulletin.now))
    store.add(order)
    bulletin.tellOrder('order-accepted', order)
    flow.begin(order)
    return { lots: order.filled, ticks: flow.placeOf(order).last }
  }

  #pay(account: number, currency: string, change: bigint): void {
    if (change === 0n) return
    this.#parts.wallets.move(account, currency, change)
    const reason = 'liquidation'
    this.#parts.bulletin.tell({ kind: 'balance-changed', account, currency, change, reason })
  }
}
