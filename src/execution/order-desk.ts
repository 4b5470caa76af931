import type { Json } from '../base/index.ts'
import {
  isDone,
  type Micros,
  type Order,
  type OrderEvent,
  type OrderId,
  type OrderIntent,
  sent,
} from '../domain/index.ts'
import type { Journal } from '../kernel/index.ts'
import type { Approved, RiskBook } from '../risk/index.ts'
import { admit, applyOrderEvent } from './apply-order-event.ts'
import type { Venue } from './venue-port.ts'

/**
 * Every order that is out, and the only way to send one. A command is journaled and durable before
 * the venue hears of it; several that belong together share one commit.
 */
export class OrderDesk {
  readonly #venue: Venue
  readonly #journal: Journal
  readonly #risk: RiskBook
  readonly #open = new Map<OrderId, Order>()
  #nextId = 1

  constructor(venue: Venue, journal: Journal, risk: RiskBook) {
    this.#venue = venue
    this.#journal = journal
    this.#risk = risk
  }

  nextId(): OrderId {
    const id = this.#nextId as OrderId
    this.#nextId += 1
    return id
  }

  get openOrders(): IterableIterator<Order> {
    return this.#open.values()
  }

  order(orderId: OrderId): Order | undefined {
    return this.#open.get(orderId)
  }

  /** Sends orders risk has approved: all journaled, one commit, then all to the venue. */
  submit(orders: readonly Approved<OrderIntent>[]): void {
    for (const order of orders) {
      this.#journal.append({ kind: 'submit', order })
      this.#open.set(order.orderId, sent(order))
      this.#risk.reserve(order)
    }
    this.#journal.commit()
    for (const order of orders) this.#venue.submit(order)
  }

  /** Asks the venue to take orders back. Those that are done already are left alone. */
  cancel(orderIds: readonly OrderId[], ts: Micros): void {
    const open = orderIds.filter((orderId) => this.#open.has(orderId))
    if (open.length === 0) return
    for (const orderId of open) this.#journal.append({ kind: 'cancel', orderId, ts })
    this.#journal.commit()
    for (const orderId of open) this.#venue.cancel(orderId, ts)
  }

  /**
   * Takes in what a venue says. An admitted event is journaled and applied; a repeated one is
   * dropped; anything else is reported and changes nothing.
   *
   * @returns The order after the event, or `undefined` for a repeat or an anomaly.
   */
  hear(event: OrderEvent): { readonly order: Order } | 'duplicate' | 'anomaly' {
    const before = this.#open.get(event.orderId)
    if (before === undefined) return 'anomaly'
    const judgement = admit(before, event)
    if (judgement !== 'apply') return judgement
    this.#journal.append(event)
    const after = applyOrderEvent(before, event)
    if (event.kind === 'order-filled') this.#risk.release(before, event.quantity)
    if (isDone(after)) {
      this.#risk.release(after, after.quantity - after.filled)
      this.#open.delete(after.orderId)
    } else this.#open.set(after.orderId, after)
    return { order: after }
  }

  save(): Json {
    return { nextId: this.#nextId, open: [...this.#open.values()] as unknown as Json }
  }

  load(state: Json): void {
    const saved = state as unknown as { readonly nextId: number; readonly open: readonly Order[] }
    this.#nextId = saved.nextId
    this.#open.clear()
    for (const order of saved.open) this.#open.set(order.orderId, order)
  }
}
