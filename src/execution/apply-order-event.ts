import { assert, unreachable } from '../base/index.ts'
import { type Order, type OrderEvent, type OrderStatus, quantity } from '../domain/index.ts'

/** What each status may still hear. A fill can outrun its accept, and can follow a cancel. */
const hears: Record<OrderStatus, readonly OrderEvent['kind'][]> = {
  submitted: [
    'order-accepted',
    'order-rejected',
    'order-filled',
    'order-canceled',
    'order-expired',
  ],
  accepted: ['order-filled', 'order-canceled', 'order-expired'],
  canceled: ['order-filled'],
  expired: ['order-filled'],
  filled: [],
  rejected: [],
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
  assert(admit(order, event) === 'apply', `${order.status} ${order.orderId} took ${event.kind}`)
  switch (event.kind) {
    case 'order-accepted':
      return { ...order, status: 'accepted' }
    case 'order-rejected':
      return { ...order, status: 'rejected' }
    case 'order-canceled':
      return { ...order, status: 'canceled' }
    case 'order-expired':
      return { ...order, status: 'expired' }
    case 'order-filled': {
      const filled = quantity(order.filled + event.quantity)
      const status = filled === order.quantity ? 'filled' : order.status
      return { ...order, status, filled, lastFill: event.fill }
    }
    default:
      return unreachable(event)
  }
}
