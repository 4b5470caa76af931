import type { Json } from '../../base/index.ts'
import { type OrderId, type OrderIntent, orderId } from '../../domain/index.ts'
import type { ExchangeOrder } from './exchange/exchange-order.ts'
import { type OrderRequest, plainRequest } from './exchange/order-request.ts'

/** A desk's order as an account sends it; its name is the desk's number. */
export function requestOf(order: OrderIntent): OrderRequest {
  const isStop = order.type === 'stop'
  return {
    ...plainRequest,
    clientId: `${order.orderId}`,
    instrument: order.instrument,
    side: order.side,
    type: order.type,
    lots: order.quantity,
    price: isStop ? 0 : order.price,
    trigger: isStop ? order.price : 0,
    isReduceOnly: order.isReduceOnly,
    selfTrade: 'cancel-resting',
  }
}

/** Numbers the fills of a desk's orders, as long as more can come. */
export class DeskOrders {
  readonly #fills = new Map<OrderId, number>()

  idOf({ request }: ExchangeOrder): OrderId {
    return orderId(Number(request.clientId))
  }

  /** @returns The number of this fill, from 1 upward. */
  countFill(order: OrderId, isLast: boolean): number {
    const fill = (this.#fills.get(order) ?? 0) + 1
    if (isLast) this.#fills.delete(order)
    else this.#fills.set(order, fill)
    return fill
  }

  forget(order: OrderId): void {
    this.#fills.delete(order)
  }

  save(): Json {
    return [...this.#fills].map(([order, fills]) => [order, fills])
  }

  load(state: Json): void {
    for (const [order, fills] of state as unknown as readonly [OrderId, number][])
      this.#fills.set(order, fills)
  }
}
