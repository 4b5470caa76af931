import type { Micros } from '../../domain/index.ts'
import type { GatewayTerms } from './gateway-terms.ts'
import type { SentOrder } from './sent-order.ts'
import { type Asked, Tickets } from './tickets.ts'
import type { VenueLink, VenueRequest } from './venue-link.ts'

/** What a gateway asks of its venue, each under a ticket of its own. */
export class Requests {
  readonly #link: VenueLink
  readonly #terms: GatewayTerms
  readonly #tickets = new Tickets()

  constructor(link: VenueLink, terms: GatewayTerms) {
    this.#link = link
    this.#terms = terms
  }

  /** Whether the venue changes an order by replacing it. */
  get areReplacing(): boolean {
    return this.#link.isReplacing === true
  }

  /** Says nothing by itself: a desk that is replayed hears nothing from within a command either. */
  ask(sent: SentOrder, what: SentOrder['doing'], now: Micros): void {
    // What the venue would take nothing of is looked up instead, and not found, or as it was.
    const doing = sent.fit(what, this.#link.steps?.(sent.order.instrument)) ? what : 'look-up'
    sent.doing = doing
    sent.isWaiting = true
    sent.dueTs = now + this.#terms.answerUs
    if (doing === 'amend') sent.amends += 1
    if (doing === 'place') {
      sent.places += 1
      sent.placedTs = now
    }
    const place = doing === 'place' ? sent.places : 0
    const amend = doing === 'amend' ? sent.amends : 0
    const { wanted: name, standing: was } = sent.names
    const asked = { sent, place, amend, name, was }
    this.#send(this.#tickets.give(asked), sent.request())
  }

  /** Asks about no order. @returns The ticket. */
  post(request: VenueRequest): number {
    return this.#send(this.#tickets.give(), request)
  }

  /** What a request was about, once. */
  take(ticket: number): Asked | undefined {
    return this.#tickets.take(ticket)
  }

  #send(ticket: number, request: VenueRequest): number {
    this.#link.send(ticket, request)
    return ticket
  }
}
