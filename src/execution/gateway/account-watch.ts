import type { Micros } from '../../domain/index.ts'
import type { GatewayTerms } from './gateway-terms.ts'
import type { VenueAccount, VenueAnswer, VenueRequest } from './venue-link.ts'

/** Times of an answer that a reading is waited for. */
const patience = 4
/** Readings that fail before somebody is told. */
const toldAfter = 3

/** Who compares an account with the books. */
export interface AccountSink {
  /** @returns Whether it is what the books say. */
  onAccount(account: VenueAccount): boolean
}

/** What the watch asks of its gateway. */
export type WatchedGateway = {
  /** @returns The ticket. */
  readonly send: (request: VenueRequest) => number
  /** Whether the venue has all that is out, as far as is known. */
  readonly isQuiet: () => boolean
  /** Whether an order is of this desk by its name, and none the desk has out. */
  readonly isStray: (clientId: string) => boolean
  /** Whether an order's name is none of this desk's. */
  readonly isForeign: (clientId: string) => boolean
  readonly lookUpAll: () => void
  /** For people. */
  readonly notice: (sentence: string) => void
}

/**
 * When the account is read, and which readings count. A reading is of one instant at the venue, the
 * books are of another here: it counts only when nothing was heard from asking to answering, and
 * one that does not fit is read again, after every order out was looked up. Orders of this desk
 * that the desk does not have out are taken back.
 */
export class AccountWatch {
  readonly #terms: GatewayTerms
  readonly #gateway: WatchedGateway
  #sink: AccountSink | undefined
  /** The reading under way; 0 for none. */
  #ticket = 0
  #heardWhenAsked = 0
  #heard = 0
  /** Open orders of somebody else, as last told. */
  #foreign = 0
  /** Readings in a row that came to nothing. */
  #unread = 0
  dueTs: number = Number.POSITIVE_INFINITY

  constructor(terms: GatewayTerms, gateway: WatchedGateway) {
    this.#terms = terms
    this.#gateway = gateway
  }

  connect(sink: AccountSink): void {
    this.#sink = sink
  }

  /** The desk has heard of an order. */
  onHeard(): void {
    this.#heard += 1
  }

  begin(now: Micros): void {
    if (this.#sink !== undefined) this.dueTs = now
  }

  /** Reads the account, unless an order of which little is known would blur it. */
  onTime(now: Micros): void {
    if (this.dueTs > now) return
    if (!this.#gateway.isQuiet()) return this.#later(now, this.#terms.lookUpUs)
    this.#ticket = this.#gateway.send({ kind: 'account' })
    this.#heardWhenAsked = this.#heard
    // It goes after what is more urgent; asked again too soon it would only stand in its own way.
    this.dueTs = now + patience * this.#terms.answerUs
  }

  /** @returns Whether the ticket was a reading of the account. */
  onAnswer(ticket: number, answer: VenueAnswer, now: Micros): boolean {
    if (ticket !== this.#ticket) return false
    this.#ticket = 0
    const isStill = this.#gateway.isQuiet() && this.#heard === this.#heardWhenAsked
    if (answer.kind === 'account' && isStill) this.#compare(answer.account, now)
    else if (answer.kind === 'account') this.#later(now, this.#terms.lookUpUs)
    else this.#onUnread(answer, now)
    return true
  }

  #compare(account: VenueAccount, now: Micros): void {
    this.#unread = 0
    // What it came to is not asked: the next reading tells.
    for (const { clientId, instrument } of account.openOrders)
      if (this.#gateway.isStray(clientId))
        this.#gateway.send({ kind: 'cancel', clientId, instrument })
    this.#tellForeign(account)
    const fits = this.#sink?.onAccount(account) ?? true
    this.dueTs = now + (fits ? this.#terms.accountUs : this.#terms.accountAgainUs)
    if (!fits) this.#gateway.lookUpAll()
  }

  /** Orders of somebody else are left alone, and told of when there are more or fewer of them. */
  #tellForeign({ openOrders }: VenueAccount): void {
    const count = openOrders.filter(({ clientId }) => this.#gateway.isForeign(clientId)).length
    if (count === this.#foreign) return
    this.#foreign = count
    this.#gateway.notice(
      `${count} open ${count === 1 ? 'order' : 'orders'} on the account are not this desk's; they ` +
        'are left alone, and what they fill will show as drift',
    )
  }

  /** A venue that will not answer is asked less often from one time to the next. */
  #onUnread(answer: VenueAnswer, now: Micros): void {
    this.#unread += 1
    const wait = Math.min(this.#terms.accountAgainUs * this.#unread, this.#terms.accountUs)
    this.#later(now, answer.kind === 'throttled' ? Math.max(wait, answer.waitUs) : wait)
    if (this.#unread === toldAfter)
      this.#gateway.notice('the account cannot be read; nothing that adds risk is sent until it is')
  }

  #later(now: Micros, us: number): void {
    this.#ticket = 0
    this.dueTs = now + us
  }
}
