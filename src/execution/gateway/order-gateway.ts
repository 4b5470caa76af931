import {
  type Micros,
  micros,
  type OrderAmend,
  type OrderEvent,
  type OrderId,
  type OrderIntent,
} from '../../domain/index.ts'
import type { Approved } from '../../risk/index.ts'
import type { OrderEventSink, Venue } from '../venue-port.ts'
import type { GatewaySetup } from './gateway-setup.ts'
import type { GatewayTerms } from './gateway-terms.ts'
import type { AccountSink } from './account-watch.ts'
import { OrderNews } from './order-news.ts'
import { Requests } from './requests.ts'
import { Rounds } from './rounds.ts'
import type { SentOrder } from './sent-order.ts'
import { SentOrders } from './sent-orders.ts'
import type { Asked } from './tickets.ts'
import { settleAnswer, settleChange } from './settle-change.ts'
import type { VenueAnswer, VenueFill, VenueOrder, VenueStatus, VenueUpdate } from './venue-link.ts'

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
  readonly #terms: GatewayTerms
  readonly #orders: SentOrders
  readonly #rounds: Rounds
  readonly #requests: Requests
  #isLive = false
  readonly #news: OrderNews
  readonly #caps: GatewaySetup['caps']

  constructor({ link, terms, desk, notice, caps }: GatewaySetup) {
    this.#caps = caps
    this.#requests = new Requests(link, terms)
    this.#terms = terms
    this.#orders = new SentOrders(desk)
    this.#news = new OrderNews(() => this.#rounds.account.onHeard(), caps)
    this.#rounds = new Rounds(terms, {
      send: (request) => this.#requests.post(request),
      isQuiet: () => this.#orders.isQuiet,
      isForeign: (clientId) => this.#orders.isForeign(clientId),
      notice: notice ?? ((): void => {}),
      isStray: (clientId) => this.#orders.isStray(clientId),
      lookUpAll: () => this.doubtAll(this.#news.now),
    })
  }

  /** @param accountSink - Compares the account with the books; it is not read without one. */
  connect(sink: OrderEventSink, accountSink?: AccountSink): void {
    this.#news.connect(sink)
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
    const sent = this.#orders.add(order, this.#requests.areReplacing)
    const refused = this.#caps?.take(order)
    if (!this.#isLive) return
    this.#news.at(order.ts)
    // What must never leave is looked up instead, and not found.
    if (refused !== undefined) sent.refusal = refused.limit
    this.#ask(sent, refused === undefined ? 'place' : 'look-up')
  }

  cancel(orderId: OrderId, ts: Micros): void {
    const sent = this.#orders.live(orderId)
    if (sent === undefined) return
    const isAsked = sent.wantsCancel && sent.isWaiting
    sent.wantsCancel = true
    if (!this.#isLive) return
    this.#news.at(ts)
    // Once the venue has it, and only once.
    if (sent.stage === 'open' && !isAsked) this.#ask(sent, 'cancel')
  }

  /** Before the venue has it there is nothing to change; that follows, as a cancel does. */
  amend({ orderId, quantity, price, ts }: OrderAmend): void {
    const sent = this.#orders.live(orderId)
    if (sent === undefined) return
    this.#caps?.allow(orderId, quantity)
    sent.amend({ quantity, price })
    if (!this.#isLive) return
    this.#news.at(ts)
    const mayAsk = sent.stage === 'open' && !sent.wantsCancel && !sent.isBeingReplaced
    if (mayAsk) this.#ask(sent, 'amend')
  }

  /** What the journal says was heard, while the desk does it all again. */
  recall(event: OrderEvent): void {
    this.#caps?.hear(event)
    this.#orders.recall(event)
  }

  /** The journal has been done again: from now on requests are sent, and what is out looked up. */
  goLive(ts: Micros): void {
    this.#isLive = true
    this.#news.at(ts)
    // Whatever the former process sent arrives within the life of a request, or never.
    const sentTs = micros(this.#news.now - (this.#terms.arrivalUs - this.#terms.lifeUs))
    for (const sent of this.#orders.all()) {
      sent.places = 1
      sent.placedTs = sentTs
      if (sent.stage === 'sent') this.#doubt(sent)
      else this.#ask(sent, 'look-up')
    }
    // What was given up may have turned up while nobody listened.
    for (const sent of this.#orders.presumed(this.#orders.recalledTs)) this.#ask(sent, 'look-up')
    this.#rounds.begin(this.#news.now)
  }

  onTime(ts: Micros): void {
    this.#news.at(ts)
    for (const sent of this.#orders.all()) {
      if (sent.dueTs > this.#news.now || sent.isOver) continue
      if (!sent.isWaiting) this.#ask(sent, sent.doing)
      else if (sent.stage === 'sent') this.#doubt(sent)
      else this.#lookLater(sent)
    }
    this.#rounds.onTime(this.#news.now)
  }

  /** Before a planned stop: what is out at the venue is to stay there. */
  standDown(): void {
    this.#rounds.end()
  }

  /** News may have been missed: whatever is out, or may yet turn up, is looked up. */
  doubtAll(ts: Micros): void {
    this.#news.at(ts)
    if (!this.#isLive) return
    const presumed = this.#orders.presumed(this.#news.now)
    for (const sent of [...this.#orders.all(), ...presumed]) this.#ask(sent, 'look-up')
  }

  /** Tickets that are unknown, or of an order that is over, are passed over. */
  onAnswer(ticket: number, answer: VenueAnswer, ts: Micros): void {
    this.#news.at(ts)
    if (this.#rounds.account.onAnswer(ticket, answer, this.#news.now)) return
    const asked = this.#requests.take(ticket)
    if (asked === undefined) return
    const { sent, place, amend } = asked
    const isThere = answer.kind === 'found' || (answer.kind === 'done' && place + amend > 0)
    if (sent.isOver && isThere) this.#turnUp(sent)
    if (sent.isOver) return
    if (answer.kind === 'found') this.#match(asked, answer.order)
    else if (place > 0) this.#onPlaced(sent, answer, place === sent.places)
    else if (answer.kind === 'missing') this.#onMissing(sent)
    else if (answer.kind === 'throttled') sent.later(sent.doing, this.#news.now + answer.waitUs)
    else if (amend > 0) this.#onAmended(asked, answer)
    else if (sent.doing === 'cancel') this.#ask(sent, 'look-up')
    else this.#lookLater(sent)
  }

  onUpdate(update: VenueUpdate, ts: Micros): void {
    this.#news.at(ts)
    const sent = this.#orders.named(update.clientId)
    if (sent === undefined) return
    if (sent.isOver) this.#turnUp(sent)
    if (update.kind === 'fill') this.#onFill(sent, update.fill)
    else if (sent.isOver || sent.isToldBy(update.clientId)) return
    else if (update.status === 'open') {
      sent.stand(update.clientId)
      this.#onOpen(sent)
    }
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
      if (sent.order.isReduceOnly) sent.later('place', this.#news.now + answer.waitUs)
      else this.#reject(sent, 'throttled')
    }
  }

  #onAmended(asked: Asked, answer: VenueAnswer): void {
    const { sent, amend } = asked
    // Another change was asked for since, or none is wanted any more.
    if (amend !== sent.amends || sent.change === undefined) return
    this.#news.settled(sent, settleAnswer(asked, answer))
    if (answer.kind === 'done') this.#onOpen(sent)
    else if (answer.kind === 'refused') this.#ask(sent, 'look-up')
    else this.#lookLater(sent)
  }

  /** @param told - What the venue says it is for, if it was asked. */
  #onOpen(sent: SentOrder, told?: VenueOrder): void {
    if (sent.isUnheard) {
      sent.stage = 'open'
      this.#news.accepted(sent)
    }
    if (!sent.isOver) this.#news.settled(sent, settleChange(sent, told))
    if (sent.isOver || sent.isBusy) return
    if (sent.wantsCancel) this.#ask(sent, 'cancel')
    else if (sent.isToChange) this.#ask(sent, 'amend')
    // What says so may be older than a fill that was heard since.
    else if (sent.mayBeFilled) this.#lookLater(sent)
    else sent.later('look-up', this.#news.now + this.#terms.quietUs)
  }

  #onFill(sent: SentOrder, fill: VenueFill): void {
    if (!sent.note(fill)) return
    this.#news.filled(sent, fill)
    if (sent.isOver) return
    if (!sent.isFilled && (!sent.mayBeFilled || sent.isLookedUp)) return
    // Of what size it is by now, one look tells: one for all fills that are told at once.
    if (!sent.isFilled) return this.#ask(sent, 'look-up')
    this.#orders.close(sent, false)
    // What the venue's steps cut off is never sent.
    if (sent.filled < sent.lotsMax) this.#end(sent, 'canceled')
  }

  /** The venue has it: what it says is so, once all it filled is known fill by fill. */
  #match({ sent, name: newest }: Asked, told: VenueOrder): void {
    const { status, filled, fills, name = sent.names.standing } = told
    for (const fill of fills) this.#onFill(sent, fill)
    if (sent.isOver) return
    // What was replaced meanwhile, or may have been, says nothing of what stands now.
    const isPast = sent.names.isPast(name) || (status !== 'open' && newest !== sent.names.wanted)
    if (sent.filled < filled || isPast) return this.#lookLater(sent)
    sent.stand(name)
    if (!sent.mayBeFilled) sent.looks = 0
    if (status === 'open') this.#onOpen(sent, told)
    else this.#end(sent, status)
  }

  /** Once it has surely not arrived, an entry is over and an exit is sent once more. */
  #onMissing(sent: SentOrder): void {
    if (sent.refusal !== '' && sent.isUnheard) return this.#reject(sent, sent.refusal)
    const isLate = this.#news.now >= sent.placedTs + this.#terms.arrivalUs
    // What the venue had it cannot have lost: it is asked until it says what became of it.
    if (!isLate || sent.stage === 'open') this.#lookLater(sent)
    else if (sent.order.isReduceOnly && !sent.wantsCancel) this.#ask(sent, 'place')
    else this.#reject(sent, 'never arrived')
  }

  #doubt(sent: SentOrder): void {
    if (sent.stage === 'sent') {
      sent.stage = 'unknown'
      this.#news.unresolved(sent)
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
    this.#news.rejected(sent, reason)
  }

  #end(sent: SentOrder, status: Exclude<VenueStatus, 'open'>): void {
    if (status === 'rejected') return this.#reject(sent, sent.refusal || 'rejected by the venue')
    this.#orders.close(sent, false)
    // Filled, and less than was asked for: the venue had cut it to what it could reduce.
    this.#news.ended(sent, status === 'expired' ? 'order-expired' : 'order-canceled')
  }

  #ask(sent: SentOrder, what: SentOrder['doing']): void {
    this.#requests.ask(sent, what, this.#news.now)
  }

  #lookLater(sent: SentOrder): void {
    sent.lookLater(this.#news.now, this.#terms)
  }
}
