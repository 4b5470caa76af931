import type { Micros } from '../../domain/index.ts'
import type { GatewayTerms } from './gateway-terms.ts'
import type { VenueAccount, VenueAnswer, VenueRequest } from './venue-link.ts'

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
    if (!this.#gateway.isQuiet()) return this.#later(now)
    this.#ticket = this.#gateway.send({ kind: 'account' })
    this.#heardWhenAsked = this.#heard
    this.dueTs = now + this.#terms.answerUs
  }

  /** @returns Whether the ticket was a reading of the account. */
  onAnswer(ticket: number, answer: VenueAnswer, now: Micros): boolean {
    if (ticket !== this.#ticket) return false
    this.#ticket = 0
    const isStill = this.#gateway.isQuiet() && this.#heard === this.#heardWhenAsked
    if (answer.kind === 'account' && isStill) this.#compare(answer.account, now)
    else this.#later(now)
    return true
  }

  #compare(account: VenueAccount, now: Micros): void {
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

  #later(now: Micros): void {
    this.#ticket = 0
    this.dueTs = now + this.#terms.lookUpUs
  }
}
