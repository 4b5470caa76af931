import { defined, type Json } from '../../base/index.ts'
import { type OrderId, type OrderIntent, orderId } from '../../domain/index.ts'
import type { ExchangeOrder } from './exchange/exchange-order.ts'
import { type OrderRequest, plainRequest } from './exchange/order-request.ts'

type Live = {
  readonly intent: OrderIntent
  filled: number
  /** Fills so far, and how often what was left was sent. */
  fills: number
  sends: number
}

/**
 * The orders a desk has out, and what has become of them. One of them may be several at the
 * exchange, one after another: what the market had no lots for is sent again.
 */
export class DeskOrders {
  readonly #live = new Map<OrderId, Live>()

  add(intent: OrderIntent): void {
    this.#live.set(intent.orderId, { intent, filled: 0, fills: 0, sends: 0 })
  }

  isLive(id: OrderId): boolean {
    return this.#live.has(id)
  }

  /** -1 when nothing can happen to the order any more. */
  instrumentOf(id: OrderId): number {
    return this.#live.get(id)?.intent.instrument ?? -1
  }

  /** What is left of an order, as the account sends it next. @param type - As it is by now. */
  nextRequest(id: OrderId, type: OrderIntent['type']): OrderRequest {
    const live = this.#known(id)
    live.sends += 1
    const { intent, filled, sends } = live
    return {
      ...plainRequest,
      clientId: `${id}.${sends}`,
      instrument: intent.instrument,
      side: intent.side,
      type,
      lots: intent.quantity - filled,
      price: type === 'limit' ? intent.price : 0,
      trigger: type === 'stop' ? intent.price : 0,
      isReduceOnly: intent.isReduceOnly,
      selfTrade: 'cancel-resting',
    }
  }

  /** The name the exchange knows the order by now. */
  nameOf(id: OrderId): string {
    return `${id}.${this.#known(id).sends}`
  }

  idOf({ request }: ExchangeOrder): OrderId {
    return orderId(Number(request.clientId.slice(0, request.clientId.indexOf('.'))))
  }

  /** @returns The number of this fill, from 1 upward. */
  fill(id: OrderId, lots: number): number {
    const live = this.#known(id)
    live.fills += 1
    live.filled += lots
    if (live.filled >= live.intent.quantity) this.#live.delete(id)
    return live.fills
  }

  forget(id: OrderId): void {
    this.#live.delete(id)
  }

  #known(id: OrderId): Live {
    return defined(this.#live.get(id), `order ${id} of the desk`)
  }

  save(): Json {
    return [...this.#live.values()].map((live) => ({ ...live, intent: { ...live.intent } }))
  }

  load(state: Json): void {
    for (const live of state as unknown as readonly Live[])
      this.#live.set(live.intent.orderId, { ...live })
  }
}
