import {
  type Order,
  type OrderEvent,
  type OrderIntent,
  type OrderStatus,
  orderId,
  price,
  quantity,
  micros,
  sent,
} from '../../src/domain/index.ts'
import { admit, applyOrderEvent } from '../../src/execution/index.ts'

/** A status, what an order in it hears, and the status that it has then. */
export type OrderMove = {
  readonly from: OrderStatus
  /** As in the journal, without `order-`; of fills, whether it is the last. */
  readonly hears: string
  readonly to: OrderStatus
}

const lots = 10
const ts = micros(1)
const intent: OrderIntent = {
  orderId: orderId(1),
  instrument: 0,
  side: 'buy',
  type: 'limit',
  role: 'entry',
  quantity: quantity(lots),
  price: price(100),
  arrival: price(100),
  isReduceOnly: false,
  ts,
}
const fact = { orderId: intent.orderId, tsEvent: ts, tsInit: ts }
const standing = { quantity: quantity(lots), price: price(100) }

/** One event of each kind that an order could hear now. */
function events({ filled, lastFill }: Order): readonly (readonly [string, OrderEvent])[] {
  const fill = (quantityLots: number): OrderEvent => ({
    ...{ kind: 'order-filled', ...fact, fill: lastFill + 1, price: price(100) },
    ...{ quantity: quantity(quantityLots), fee: 0n, liquidity: 'taker', trade: '' },
  })
  return [
    ['accepted', { kind: 'order-accepted', ...fact }],
    ['unresolved', { kind: 'order-unresolved', ...fact }],
    ['rejected', { kind: 'order-rejected', ...fact, reason: 'no' }],
    ['filled in part', fill(1)],
    ['filled', fill(Math.max(1, lots - filled))],
    ['canceled', { kind: 'order-canceled', ...fact }],
    ['expired', { kind: 'order-expired', ...fact }],
    ['amended', { kind: 'order-amended', ...fact, ...standing }],
    ['amend-rejected', { kind: 'order-amend-rejected', ...fact, ...standing, reason: 'no' }],
  ]
}

/**
 * Every move there is, found by trying every event on an order in every status that can be arrived
 * at: what `admit` lets through, and what `applyOrderEvent` makes of it.
 */
export function orderMoves(): readonly OrderMove[] {
  const seen = new Map<OrderStatus, Order>()
  const waiting: Order[] = [sent(intent)]
  const moves: OrderMove[] = []
  for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
    if (seen.has(order.status)) continue
    seen.set(order.status, order)
    for (const [hears, event] of events(order)) {
      if (admit(order, event) !== 'apply') continue
      const next = applyOrderEvent(order, event)
      moves.push({ from: order.status, hears, to: next.status })
      waiting.push(next)
    }
  }
  return moves
}
