import {
  clientOrderId,
  type Micros,
  type OrderEvent,
  type OrderId,
  type OrderIntent,
} from '../../domain/index.ts'
import type { Approved } from '../../risk/index.ts'
import type { OrderEventSink, Venue } from '../venue-port.ts'
import type { GatewayTerms } from './gateway-terms.ts'
import type { AccountSink } from './account-watch.ts'
import { Rounds } from './rounds.ts'
import { SentOrder } from './sent-order.ts'
import { SentOrders } from './sent-orders.ts'
import { Tickets } from './tickets.ts'
import type {
  VenueAnswer,
  VenueFill,
  VenueLink,
  VenueOrder,
  VenueRequest,
  VenueStatus,
  VenueUpdate,
} from './venue-link.ts'

export type GatewaySetup = {
  readonly link: VenueLink
  readonly terms: GatewayTerms
  /** The desk's number, in every name it gives an order. */
  readonly desk: bigint
}

/**
 * The last room before a distant venue. Every order goes out under a name of its own, and is over
 * only when the venue says so: an answer that leaves a doubt, or none in time, makes it unresolved
 * until it was looked up by that name.
 *
 * Synchronous and without a clock of its own: answers, news and time are given to it. After a stop
 * it is built anew from the journal: `submit` and `cancel` as the desk repeats them, `recall` for
 * what was heard, then `goLive`, which looks up whatever was out.
 */
export class OrderGateway implements Venue {
  readonly #link: VenueLink
  readonly #terms: GatewayTerms
  readonly #desk: bigint
  readonly #orders = new SentOrders()
  readonly #rounds: Rounds
  readonly #tickets = new Tickets()
  #isLive = false
  #now = 0 as Micros
  #sink: OrderEventSink = { onOrderEvent: () => {} }

  constructor({ link, terms, desk }: GatewaySetup) {
    this.#link = link
    this.#terms = terms
    this.#desk = desk
    this.#rounds = new Rounds(terms, {
      send: (request) => this.#post(this.#tickets.give(), request),
      isQuiet: () => this.#orders.isQuiet,
      isStray: (clientId) => this.#orders.isStray(clientId, this.#nameOf(0 as OrderId)),
      lookUpAll: () => this.doubtAll(this.#now),
    })
  }

  /** @param accountSink - Compares the account with the books; it is not read without one. */
  connect(sink: OrderEventSink, accountSink?: AccountSink): void {
    this.#sink = sink
    if (accountSink !== undefined) this.#rounds.account.connect(accountSink)
  }

  /** Orders nobody can say of whether the venue has them. */
  get unresolved(): number {
    return this.#orders.unresolved
  }

  /** When something is due if nothing is heard before; infinity when nothing is. Unit: us. */
  get nextTs(): number {
    if (!this.#isLive) return Number.POSITIVE_INFINITY
    return Math.min(this.#orders.nextTs, this.#rounds.dueTs)
  }

  submit({ order }: Approved<OrderIntent>): void {
    const sent = new SentOrder(order, this.#nameOf(order.orderId))
    this.#orders.add(sent)
    if (!this.#isLive) return
    this.#at(order.ts)
    this.#ask(sent, 'place')
  }

  cancel(orderId: OrderId, ts: Micros): void {
    const sent = this.#orders.live(orderId)
    if (sent === undefined) return
    sent.wantsCancel = true
    if (!this.#isLive) return
    this.#at(ts)
    // Before the venue has it there is nothing to cancel; it follows as soon as that is known.
    if (sent.stage === 'open') this.#ask(sent, 'cancel')
  }

  /** What the journal says was heard, while the desk does it all again. */
  recall(event: OrderEvent): void {
    this.#orders.recall(this.#nameOf(event.orderId), event)
  }

  /** The journal has been done again: from now on requests are sent, and what is out looked up. */
  goLive(ts: Micros): void {
    this.#isLive = true
    this.#at(ts)
    for (const sent of this.#orders.all()) {
      sent.places = 1
      if (sent.stage === 'sent') this.#doubt(sent)
      else this.#ask(sent, 'look-up')
    }
    // What was given up may have turned up while nobody listened.
    for (const sent of this.#orders.presumed()) this.#ask(sent, 'look-up')
    this.#rounds.begin(this.#now)
  }

  onTime(ts: Micros): void {
    this.#at(ts)
    for (const sent of this.#orders.all()) {
      if (sent.dueTs > this.#now || sent.isOver) continue
      if (!sent.isWaiting) this.#ask(sent, sent.doing)
      else if (sent.stage === 'sent') this.#doubt(sent)
      else this.#lookLater(sent)
    }
    this.#rounds.onTime(this.#now)
  }

  /** Before a planned stop: what is out at the venue is to stay there. */
  standDown(): void {
    this.#rounds.end()
  }

  /** News may have been missed: whatever is out, or may yet turn up, is looked up. */
  doubtAll(ts: Micros): void {
    this.#at(ts)
    if (!this.#isLive) return
    for (const sent of [...this.#orders.all(), ...this.#orders.presumed()])
      this.#ask(sent, 'look-up')
  }

  /** Tickets that are unknown, or of an order that is over, are passed over. */
  onAnswer(ticket: number, answer: VenueAnswer, ts: Micros): void {
    this.#at(ts)
    if (this.#rounds.account.onAnswer(ticket, answer, this.#now)) return
    const asked = this.#tickets.take(ticket)
    if (asked === undefined) return
    const { sent, place } = asked
    const isThere = answer.kind === 'found' || (answer.kind === 'done' && place > 0)
    if (sent.isOver && isThere) this.#turnUp(sent)
    if (sent.isOver) return
    if (answer.kind === 'found') this.#match(sent, answer.order)
    else if (place > 0) this.#onPlaced(sent, answer, place === sent.places)
    else if (answer.kind === 'missing') this.#onMissing(sent)
    else if (answer.kind === 'throttled') sent.later(sent.doing, this.#now + answer.waitUs)
    else if (sent.doing === 'cancel') this.#ask(sent, 'look-up')
    else this.#lookLater(sent)
  }

  onUpdate(update: VenueUpdate, ts: Micros): void {
    this.#at(ts)
    const sent = this.#orders.named(update.clientId)
    if (sent === undefined) return
    if (sent.isOver) this.#turnUp(sent)
    if (update.kind === 'fill') this.#onFill(sent, update.fill)
    else if (sent.isOver) return
    else if (update.status === 'open') this.#onOpen(sent)
    // Whatever ended it, its fills are asked for before it is over.
    else this.#ask(sent, 'look-up')
  }

  #onPlaced(sent: SentOrder, answer: VenueAnswer, isLatest: boolean): void {
    if (answer.kind === 'done') return this.#onOpen(sent)
    // An earlier sending of the same order proves nothing about a later one.
    if (!isLatest || !sent.isUnheard) return
    if (answer.kind === 'ambiguous' || (answer.kind === 'refused' && answer.isDuplicate))
      this.#doubt(sent)
    else if (answer.kind === 'refused') {
      // A copy of it may have arrived before: one look tells.
      sent.refusal = answer.reason
      this.#ask(sent, 'look-up')
    } else if (answer.kind === 'throttled') {
      if (sent.order.isReduceOnly) sent.later('place', this.#now + answer.waitUs)
      else this.#reject(sent, 'throttled')
    }
  }

  #onOpen(sent: SentOrder): void {
    if (sent.isUnheard) {
      sent.stage = 'open'
      this.#tell({ kind: 'order-accepted', ...this.#fact(sent) })
    }
    if (sent.isOver) return
    if (sent.wantsCancel) this.#ask(sent, 'cancel')
    else sent.later('look-up', this.#now + this.#terms.quietUs)
  }

  #onFill(sent: SentOrder, fill: VenueFill): void {
    if (!sent.note(fill)) return
    const { ts: tsEvent, ...what } = fill
    this.#tell({ kind: 'order-filled', ...this.#fact(sent), ...what, tsEvent, fill: sent.fills })
    if (!sent.isFilled || sent.isOver) return
    this.#orders.close(sent, false)
    // What the venue's steps cut off is never sent.
    if (sent.filled < sent.order.quantity) this.#end(sent, 'canceled')
  }

  /** The venue has it: what it says is so, once all it filled is known fill by fill. */
  #match(sent: SentOrder, { status, filled, fills }: VenueOrder): void {
    for (const fill of fills) this.#onFill(sent, fill)
    if (sent.isOver) return
    if (sent.filled < filled) return this.#lookLater(sent)
    sent.looks = 0
    if (status === 'open') this.#onOpen(sent)
    else this.#end(sent, status)
  }

  /** Once it has surely not arrived, an entry is over and an exit is sent once more. */
  #onMissing(sent: SentOrder): void {
    if (sent.refusal !== '' && sent.isUnheard) return this.#reject(sent, sent.refusal)
    const isLate = this.#now >= sent.placedTs + this.#terms.arrivalUs
    // What the venue had it cannot have lost: it is asked until it says what became of it.
    if (!isLate || sent.stage === 'open') this.#lookLater(sent)
    else if (sent.order.isReduceOnly && !sent.wantsCancel) this.#ask(sent, 'place')
    else this.#reject(sent, 'never arrived')
  }

  #doubt(sent: SentOrder): void {
    if (sent.stage === 'sent') {
      sent.stage = 'unknown'
      this.#tell({ kind: 'order-unresolved', ...this.#fact(sent) })
    }
    if (!sent.isOver) this.#ask(sent, 'look-up')
  }

  /** An order that was given up is there after all. Nobody counts on it any more: it goes. */
  #turnUp(sent: SentOrder): void {
    if (!sent.isPresumed) return
    this.#orders.reopen(sent)
    this.#onOpen(sent)
  }

  #reject(sent: SentOrder, reason: string): void {
    this.#orders.close(sent, true)
    this.#tell({ kind: 'order-rejected', ...this.#fact(sent), reason })
  }

  #end(sent: SentOrder, status: Exclude<VenueStatus, 'open'>): void {
    if (status === 'rejected') return this.#reject(sent, sent.refusal || 'rejected by the venue')
    this.#orders.close(sent, false)
    // Filled, and less than was asked for: the venue had cut it to what it could reduce.
    const kind = status === 'expired' ? 'order-expired' : 'order-canceled'
    this.#tell({ kind, ...this.#fact(sent) })
  }

  /** Says nothing by itself: a desk that is replayed hears nothing from within a command either. */
  #ask(sent: SentOrder, what: SentOrder['doing']): void {
    // What the venue would take nothing of is looked up instead, and not found.
    const steps = this.#link.steps?.(sent.order.instrument)
    const doing = what === 'place' && !sent.fit(steps) ? 'look-up' : what
    sent.doing = doing
    sent.isWaiting = true
    sent.dueTs = this.#now + this.#terms.answerUs
    if (doing === 'place') {
      sent.places += 1
      sent.placedTs = this.#now
    }
    const place = doing === 'place' ? sent.places : 0
    this.#post(this.#tickets.give({ sent, place }), sent.request())
  }

  #post(ticket: number, request: VenueRequest): number {
    this.#link.send(ticket, request)
    return ticket
  }

  #nameOf(orderId: OrderId): string {
    return clientOrderId(this.#desk, orderId, 0)
  }

  #lookLater(sent: SentOrder): void {
    sent.lookLater(this.#now, this.#terms)
  }

  #fact(sent: SentOrder): { orderId: OrderId; tsEvent: Micros; tsInit: Micros } {
    return { orderId: sent.order.orderId, tsEvent: this.#now, tsInit: this.#now }
  }

  #tell(event: OrderEvent): void {
    this.#rounds.account.onHeard()
    this.#sink.onOrderEvent(event)
  }

  /** Time never runs backwards, whoever gives it. */
  #at(ts: Micros): void {
    if (ts > this.#now) this.#now = ts
  }
}
