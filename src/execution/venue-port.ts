import type { Micros, OrderAmend, OrderEvent, OrderId, OrderIntent } from '../domain/index.ts'
import type { Approved } from '../risk/index.ts'

/**
 * A place that fills orders: the simulator, a paper account or an exchange. Commands do not answer;
 * everything a venue has to say comes as an `OrderEvent`, now or later.
 */
export interface Venue {
  submit(order: Approved<OrderIntent>): void
  cancel(orderId: OrderId, ts: Micros): void
  /** Changes an open order in place; left out by a venue that cannot. */
  amend?(change: OrderAmend): void
  /** Whether it never answers within a command. */
  readonly isDistant?: boolean
}

/** Who hears what a venue says. */
export interface OrderEventSink {
  onOrderEvent(event: OrderEvent): void
}
