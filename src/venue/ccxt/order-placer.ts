import type { Micros, OrderIntent } from '../../domain/index.ts'
import type { VenueAnswer, VenueRequest } from '../../execution/index.ts'
import { type CcxtAccount, instrumentAt } from './ccxt-account.ts'
import { classifyError, isShortOfFunds } from './classify-error.ts'
import { declinedFor } from './declined-for.ts'
import { type Draft, draftOrder, isContract } from './draft-order.ts'
import { venueOrderName } from './order-name.ts'
import type { OrderNumbers } from './order-numbers.ts'
import { fieldsOf } from './parse-venue-order.ts'
import { lotsWithin } from './wire-amount.ts'

/** An order and its name at the venue. */
export type Named = { readonly clientId: string; readonly order: OrderIntent }

export type PlacerSetup = {
  readonly account: CcxtAccount
  readonly now: () => Micros
  /** Numbers the venue gave our orders. */
  readonly numbers: OrderNumbers
}

type Changing = Extract<VenueRequest, { readonly kind: 'amend' }>

/** Sends orders to a venue through ccxt. Throws whatever ccxt throws. */
export class OrderPlacer {
  readonly #setup: PlacerSetup

  constructor(setup: PlacerSetup) {
    this.#setup = setup
  }

  async place({ clientId, order }: Named): Promise<VenueAnswer> {
    try {
      return await this.#placeLots(clientId, order, order.quantity)
    } catch (error) {
      const lots = await this.#reducible(order, error)
      if (lots === 0) throw error
      return this.#placeLots(clientId, order, lots)
    }
  }

  /**
   * Several orders of one instrument in one call. What the venue says of each is each one's answer.
   *
   * @returns `undefined` when one of them cannot be sent as it is: they are to be sent one by one.
   */
  async placeTogether(all: readonly Named[]): Promise<readonly VenueAnswer[] | undefined> {
    const drafts: Draft[] = []
    for (const { clientId, order } of all) {
      const draft = this.#draft(clientId, order)
      if ('kind' in draft) return undefined
      drafts.push(draft)
    }
    // The time it is declined after is of the whole call.
    const deadline = drafts[0]?.params['deadline']
    const orders = drafts.map(({ price, params: { deadline: _all, ...params }, ...rest }) => ({
      ...rest,
      ...(price === undefined ? {} : { price }),
      params,
    }))
    const { exchange } = this.#setup.account
    const placed: unknown = await exchange
      .createOrders(orders, { deadline })
      .catch((error: unknown) => this.#toldOfEach(error))
    // Of a list that is not of all of them nobody knows which of them it is of.
    const isOfAll = Array.isArray(placed) && placed.length === all.length
    const list: readonly unknown[] = isOfAll ? placed : []
    return all.map(({ clientId }, i) => this.#placed(list[i], clientId))
  }

  /** Changes an open order, or replaces it: asked twice it is the same. */
  async change({ clientId, next, order }: Changing): Promise<VenueAnswer> {
    const { exchange, traits } = this.#setup.account
    const { change, naming } = traits
    if (change === undefined)
      return { kind: 'refused', reason: 'the venue changes no order', isDuplicate: false }
    const draft = this.#draft(next, order)
    if ('kind' in draft) return draft
    const { symbol, type, side, amount, price, trigger } = draft
    const params = change.params({
      name: venueOrderName(clientId, naming),
      next: venueOrderName(next, naming),
      trigger,
      deadline: this.#deadline(),
    })
    const changed: unknown = await exchange.editOrder('', symbol, type, side, amount, price, params)
    return change.isReplacing ? this.#placed(changed, next) : { kind: 'done' }
  }

  /** One order that was declined makes an error of the whole answer: the others may stand. */
  #toldOfEach(error: unknown): readonly unknown[] {
    const { traits, replies } = this.#setup.account
    const reply = replies.behind(error)
    const each = traits.batch?.orders(reply?.answer)
    if (each === undefined || (reply?.status ?? 0) >= 500) throw error
    return each
  }

  async #placeLots(clientId: string, order: OrderIntent, lots: number): Promise<VenueAnswer> {
    const draft = this.#draft(clientId, order, lots)
    if ('kind' in draft) return draft
    const { symbol, type, side, amount, price, params } = draft
    const { exchange } = this.#setup.account
    return this.#placed(
      await exchange.createOrder(symbol, type, side, amount, price, params),
      clientId,
    )
  }

  #placed(placed: unknown, clientId: string): VenueAnswer {
    const { id, status, info } = fieldsOf(placed)
    const { traits } = this.#setup.account
    if (typeof id !== 'string' || !traits.numberForm.test(id)) {
      // One of several, declined by itself.
      const { error } = fieldsOf(info)
      if (typeof error === 'string' && error !== '') return declinedFor(error, traits.words)
      return { kind: 'ambiguous', reason: 'the answer has no number of the order' }
    }
    this.#setup.numbers.note(id, clientId)
    if (status === 'rejected') return { kind: 'ambiguous', reason: 'rejected in its answer' }
    return { kind: 'done' }
  }

  /**
   * Lots left to sell when more were to be sold than are there: some venues take their fee out of
   * what was bought. What only reduces is cut to that, as venues with positions do themselves.
   */
  async #reducible(order: OrderIntent, error: unknown): Promise<number> {
    const { exchange, traits, replies } = this.#setup.account
    const of = instrumentAt(this.#setup.account, order.instrument)
    if (!order.isReduceOnly || order.side !== 'sell' || isContract(this.#setup.account, of))
      return 0
    const fate = classifyError(error, replies.behind(error), traits.words)
    if (fate !== 'refused' || !isShortOfFunds(error)) return 0
    const balance: unknown = await exchange.fetchBalance().catch(() => undefined)
    const lots = lotsWithin(fieldsOf(fieldsOf(balance)['free'])[of.base], of)
    return lots < order.quantity ? lots : 0
  }

  #draft(clientId: string, order: OrderIntent, lots: number = order.quantity): Draft | VenueAnswer {
    return draftOrder(this.#setup.account, { clientId, order, lots, deadline: this.#deadline() })
  }

  /** When the venue is to decline what has not arrived, by the venue's clock. */
  #deadline(): Date {
    const { exchange, traits } = this.#setup.account
    const { timeDifference } = fieldsOf(exchange.options)
    const aheadMs = typeof timeDifference === 'number' ? timeDifference : 0
    return new Date((this.#setup.now() + traits.lifeUs) / 1_000 - aheadMs)
  }
}
