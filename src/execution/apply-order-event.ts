import { InvariantError, unreachable } from '../base/index.ts'
import {
  type Order,
  type OrderEvent,
  type OrderStatus,
  type Price,
  type Quantity,
  quantity,
} from '../domain/index.ts'

/** What each status may still hear. A fill can outrun its accept, and can follow a cancel. */
const hears: Record<OrderStatus, readonly OrderEvent['kind'][]> = {
  submitted: [
    'order-unresolved',
    'order-accepted',
    'order-rejected',
    'order-filled',
    'order-canceled',
    'order-expired',
  ],
  unresolved: [
    'order-accepted',
    'order-rejected',
    'order-filled',
    'order-canceled',
    'order-expired',
  ],
  accepted: [
    'order-filled',
    'order-canceled',
    'order-expired',
    'order-amended',
    'order-amend-rejected',
  ],
  canceled: ['order-filled'],
  expired: ['order-filled'],
  filled: [],
  // A refusal can be of a copy: the order itself was taken, and turns up.
  rejected: ['order-accepted', 'order-filled'],
}

/**
 * Judges an event before it is applied. Venues repeat and contradict themselves; neither is our
 * bug, so neither may crash us. An anomaly pauses the desk.
 */
export function admit(order: Order, event: OrderEvent): 'apply' | 'duplicate' | 'anomaly' {
  if (event.kind === 'order-filled') {
    if (event.fill <= order.lastFill) return 'duplicate'
    if (order.filled + event.quantity > order.quantity) return 'anomaly'
  }
  return hears[order.status].includes(event.kind) ? 'apply' : 'anomaly'
}

/** The next state of `order` after an admitted event. Pure: a journal replays through it. */
export function applyOrderEvent(order: Order, event: OrderEvent): Order {
  if (admit(order, event) !== 'apply')
    throw new InvariantError(`${order.status} ${order.orderId} took ${event.kind}`)
  switch (event.kind) {
    case 'order-accepted':
      return moved(order, 'accepted', order.filled, order.lastFill)
    case 'order-unresolved':
      return moved(order, 'unresolved', order.filled, order.lastFill)
    case 'order-rejected':
      return moved(order, 'rejected', order.filled, order.lastFill)
    case 'order-canceled':
      return moved(order, 'canceled', order.filled, order.lastFill)
    case 'order-expired':
      return moved(order, 'expired', order.filled, order.lastFill)
    case 'order-filled': {
      const filled = quantity(order.filled + event.quantity)
      const status = filled === order.quantity ? 'filled' : order.status
      return moved(order, status, filled, event.fill)
    }
    case 'order-amended':
    case 'order-amend-rejected':
      return changed(order, quantity(Math.max(order.quantity, event.quantity)), event.price)
    default:
      return unreachable(event)
  }
}

/**
 * The order as one that may fill up to `lots`. It never becomes smaller than it once was: a change
 * that was asked for earlier can reach the venue late.
 */
export function changed(order: Order, lots: Quantity, price: Price): Order {
  return { ...order, quantity: lots, price }
}

/** Written out in full: every order has one shape, and copying it costs no look-ups. */
function moved(order: Order, status: OrderStatus, filled: Quantity, lastFill: number): Order {
  return {
    orderId: order.orderId,
    instrument: order.instrument,
    side: order.side,
    type: order.type,
    role: order.role,
    quantity: order.quantity,
    price: order.price,
    arrival: order.arrival,
    isReduceOnly: order.isReduceOnly,
    ts: order.ts,
    status,
    filled,
    lastFill,
  }
}
