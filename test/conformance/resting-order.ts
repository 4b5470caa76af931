import {
  clientOrderId,
  nameOfAttempt,
  orderId,
  type OrderIntent,
  price,
  quantity,
} from '../../src/domain/index.ts'
import type { VenueRequest } from '../../src/execution/index.ts'
import { liveClock } from '../../src/kernel/index.ts'

/** All that can be asked about one order. */
export type OrderRequests = {
  readonly place: VenueRequest
  /** Under the name it was given, and under that of a change. */
  readonly cancel: VenueRequest
  readonly cancelChanged: VenueRequest
  /** Makes it smaller; at venues that replace orders it has another name then. */
  readonly change: VenueRequest
  readonly lookUp: VenueRequest
  /** Under either name. */
  readonly lookUpChanged: VenueRequest
}

/**
 * A new order that would rest, unless `more` says otherwise, and the requests about it.
 *
 * @param middle - Where the market stands. Unit: ticks.
 */
export function restingOrder(
  middle: number,
  id: number,
  more: Partial<OrderIntent> = {},
): OrderRequests {
  const clientId = clientOrderId(7n, orderId(id), 0)
  const order: OrderIntent = {
    orderId: orderId(id),
    instrument: 0,
    side: 'buy',
    type: 'limit',
    role: 'entry',
    quantity: quantity(100),
    price: price(middle - 10_000),
    arrival: price(middle),
    isReduceOnly: false,
    ts: liveClock.now(),
    ...more,
  }
  const next = nameOfAttempt(clientId, 1)
  return {
    place: { kind: 'place', clientId, order },
    cancel: { kind: 'cancel', clientId, instrument: 0 },
    cancelChanged: { kind: 'cancel', clientId: next, instrument: 0 },
    change: { kind: 'amend', clientId, next, order: { ...order, quantity: quantity(80) } },
    lookUp: { kind: 'look-up', names: [clientId], instrument: 0 },
    lookUpChanged: { kind: 'look-up', names: [clientId, next], instrument: 0 },
  }
}
