import { assert, type Json } from '../base/index.ts'
import {
  isDone,
  type Micros,
  type Order,
  type OrderAmend,
  type OrderEvent,
  type OrderId,
  type OrderIntent,
  type Price,
  type Quantity,
  quantity,
  type Standing,
  sent,
} from '../domain/index.ts'
import type { Journal } from '../kernel/index.ts'
import { type Approved, isApproved, type RiskBook } from '../risk/index.ts'
import { admit, applyOrderEvent, changed } from './apply-order-event.ts'
import type { CapRefusal } from './caps/cap-terms.ts'
import type { HardCaps } from './caps/hard-caps.ts'
import type { Venue } from './venue-port.ts'

/** Orders that are over and still known, because a venue may have more to say about them. */
const rememberedMax = 256

/**
 * Every order that is out, and the only way to send one. A command is journaled and durable before
 * the venue hears of it; several that belong together share one commit.
 */
export class OrderDesk {
  readonly #venue: Venue
  readonly #journal: Journal
  readonly #risk: RiskBook
  readonly #caps: HardCaps | undefined
  readonly #open = new Map<OrderId, Order>()
  readonly #over = new Map<OrderId, Order>()
  /** What orders that were changed are to be now, filled lots counted in. */
  readonly #wanted = new Map<OrderId, Standing>()
  #nextId = 1

  /** @param caps - What may leave at most, whatever risk approves. */
  constructor(venue: Venue, journal: Journal, risk: RiskBook, caps?: HardCaps) {
    this.#venue = venue
    this.#journal = journal
    this.#risk = risk
    this.#caps = caps
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

  /**
   * Which hard cap orders that are to leave together would meet now; asked before anything is made
   * to depend on them. Counts nothing.
   */
  refusal(orders: readonly Approved<OrderIntent>[]): CapRefusal | undefined {
    return this.#caps?.refusal(orders)
  }

  /** A person has looked at whatever shut the caps, and lets orders out again. */
  reopen(): void {
    this.#caps?.reopen()
  }

  /**
   * Sends orders risk has approved: all journaled, one commit, then all to the venue. One that
   * meets a hard cap is not sent, nor journaled as if it had been.
   *
   * @returns The first cap that was met.
   */
  submit(orders: readonly Approved<OrderIntent>[]): CapRefusal | undefined {
    for (const approved of orders)
      assert(isApproved(approved), 'an order that risk has not approved')
    let refused: CapRefusal | undefined
    const leaving = orders.filter(({ order }) => {
      const why = this.#caps?.take(order)
      refused ??= why
      return why === undefined
    })
    for (const { order } of leaving) {
      this.#journal.append({ kind: 'submit', order })
      this.#open.set(order.orderId, sent(order))
      this.#risk.reserve(order)
    }
    if (leaving.length > 0) this.#journal.commit()
    for (const approved of leaving) this.#venue.submit(approved)
    return refused
  }

  /**
   * Changes a protective order in place: `approved` is what is to be left of it. All it ever was
   * may fill, because an earlier change can reach the venue late.
   *
   * @returns Whether the venue was asked; not of an order that is over, nor where it cannot.
   */
  amend(approved: Approved<OrderIntent>, ts: Micros): boolean {
    assert(isApproved(approved), 'a change that risk has not approved')
    const { orderId, quantity: left, price, isReduceOnly } = approved.order
    const open = this.#open.get(orderId)
    assert(isReduceOnly, 'only what reduces is changed in place')
    if (open === undefined || this.#venue.amend === undefined) return false
    const lots = quantity(open.filled + left)
    const amend: OrderAmend = { kind: 'amend', orderId, quantity: lots, price, ts }
    this.#journal.append(amend)
    this.#journal.commit()
    this.#caps?.allow(orderId, lots)
    this.#wanted.set(orderId, { quantity: lots, price })
    if (lots > open.quantity) this.#open.set(orderId, changed(open, lots, open.price))
    this.#venue.amend(amend)
    return true
  }

  /** Lots that are to be left of an open order, whatever the venue has of it by now. */
  leftOf({ orderId, quantity: lots, filled }: Order): number {
    return (this.#wanted.get(orderId)?.quantity ?? lots) - filled
  }

  /** Where an open order is to be, whatever the venue has of it by now. */
  priceOf({ orderId, price }: Order): Price {
    return this.#wanted.get(orderId)?.price ?? price
  }

  /** Whether the venue says later what came of a command. */
  get isDistant(): boolean {
    return this.#venue.isDistant === true
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
    const open = this.#open.get(event.orderId)
    const before = open ?? this.#over.get(event.orderId)
    if (before === undefined) return 'anomaly'
    const judgement = admit(before, event)
    if (judgement !== 'apply') return judgement
    this.#journal.append(event)
    this.#caps?.hear(event)
    const after = applyOrderEvent(before, event)
    // It is not to be any longer what the venue did not make of it.
    if (event.kind === 'order-amend-rejected')
      this.#wanted.set(event.orderId, { quantity: event.quantity, price: event.price })
    if (open !== undefined) this.#follow(open, after)
    else if (isDone(after)) this.#over.set(after.orderId, after)
    else this.#reopen(after)
    return { order: after }
  }

  /** Keeps count of what is in flight while an order goes from one state to the next. */
  #follow(before: Order, after: Order): void {
    const isOver = isDone(after)
    if (after.status === 'unresolved' && before.status !== 'unresolved') this.#risk.unresolved += 1
    if (before.status === 'unresolved' && after.status !== 'unresolved') this.#risk.unresolved -= 1
    const left = isOver ? 0 : after.quantity - after.filled
    this.#risk.release(after, before.quantity - before.filled - left)
    if (isOver) {
      this.#open.delete(after.orderId)
      this.#wanted.delete(after.orderId)
      this.#remember(after)
    } else this.#open.set(after.orderId, after)
  }

  /** What was given up is out again, and counts as in flight. */
  #reopen(order: Order): void {
    this.#over.delete(order.orderId)
    this.#open.set(order.orderId, order)
    this.#risk.reserve(order)
    this.#risk.release(order, order.filled)
  }

  #remember(order: Order): void {
    this.#over.set(order.orderId, order)
    if (this.#over.size <= rememberedMax) return
    const [oldest] = this.#over.keys()
    if (oldest !== undefined) this.#over.delete(oldest)
  }

  save(): Json {
    const list = (orders: ReadonlyMap<OrderId, Order>): Json => [...orders.values()]
    return {
      nextId: this.#nextId,
      open: list(this.#open),
      over: list(this.#over),
      ...(this.#caps === undefined ? {} : { caps: this.#caps.save() }),
      ...(this.#wanted.size === 0 ? {} : { wanted: [...this.#wanted].map(standingJson) }),
    }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly nextId: number
      readonly open: readonly Order[]
      readonly over: readonly Order[]
      readonly caps?: Json
      readonly wanted?: readonly (readonly [OrderId, Quantity, Price])[]
    }
    this.#nextId = saved.nextId
    if (saved.caps !== undefined) this.#caps?.load(saved.caps)
    this.#open.clear()
    this.#over.clear()
    this.#wanted.clear()
    for (const [orderId, lots, at] of saved.wanted ?? [])
      this.#wanted.set(orderId, { quantity: lots, price: at })
    for (const order of saved.open) this.#open.set(order.orderId, order)
    for (const order of saved.over) this.#over.set(order.orderId, order)
  }
}

function standingJson([orderId, { quantity: lots, price }]: readonly [OrderId, Standing]): Json {
  return [orderId, lots, price]
}
