import { declined, ok, type Result } from '../../../base/index.ts'
import { type Micros, secondUs } from '../../../domain/index.ts'
import { checkRequest } from '../../sim/exchange/check-request.ts'
import type { ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import type { OrderRequest } from '../../sim/exchange/order-request.ts'
import { type AmendForm, amendChange } from './amend-form.ts'
import { type EditForm, editedRequest } from './edit-form.ts'
import { youthPrice } from './kraken-counter.ts'
import { errorText, invalid } from './kraken-error.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { amendTxid } from './kraken-id.ts'
import type { KrakenPair } from './kraken-names.ts'
import { parseKrakenTime } from './kraken-time.ts'
import { draftOrder, type OrderDraft } from './order-draft.ts'
import type { OrderForm } from './order-form.ts'
import { openOrders } from './order-refs.ts'

/** What came of a new order; no order when it was only to be checked. */
export type Placed = { readonly draft: OrderDraft; readonly order: ExchangeOrder | undefined }

/** Orders sent in one batch. */
export const batchMin = 2
export const batchMax = 15
/** Orders canceled by one request. */
export const cancelsMax = 50
const deadManMaxSeconds = 86_400

/** The `timeout` after which all orders are canceled; `undefined` when it is none. */
export function deadManSeconds(fields: KrakenFields): number | undefined {
  const seconds = fields.whole('timeout')
  if (seconds === undefined || seconds < 0 || seconds > deadManMaxSeconds) return undefined
  return seconds
}

const rateLimit = 'EOrder:Rate limit exceeded'

/** Orders sent, changed and taken back, whichever door they came by. */
export class OrderDesk {
  readonly #house: KrakenHouse

  constructor(house: KrakenHouse) {
    this.#house = house
  }

  /** The form as an order, not sent yet. */
  draft(form: OrderForm, now: Micros): Result<OrderDraft> {
    const last = this.#house.exchange.lastPrice(form.pair.index)
    const { leverageMax } = this.#house.wire
    return draftOrder(form, { now, last, unique: this.#house.serial(), leverageMax })
  }

  /** Whether the exchange would let it in, its money aside. */
  check({ request, pair, close }: OrderDraft): string | undefined {
    const last = this.#house.exchange.lastPrice(pair.index)
    const why =
      checkRequest(request, pair.listing, last) ??
      (close === undefined ? undefined : checkRequest(close, pair.listing, last))
    return why === undefined ? undefined : errorText(why)
  }

  send(account: number, draft: OrderDraft, now: Micros): Result<ExchangeOrder> {
    const { exchange, counters } = this.#house
    const { request, close, pair } = draft
    if (!counters.order(account, pair.index, 1, now)) return declined(rateLimit)
    if (close === undefined) {
      const sent = exchange.submit(account, request, now)
      return sent.ok ? sent : declined(errorText(sent.error))
    }
    const group = { kind: 'oto', first: request, followers: [close] } as const
    const sent = exchange.submitGroup(account, group, now)
    if (!sent.ok) return declined(errorText(sent.error))
    const [first] = sent.value
    return first === undefined ? declined('EGeneral:Internal error') : ok(first)
  }

  place(account: number, form: OrderForm, isCheckOnly: boolean, now: Micros): Result<Placed> {
    const draft = this.draft(form, now)
    if (!draft.ok) return draft
    if (isCheckOnly) {
      const why = this.check(draft.value)
      return why === undefined ? ok({ draft: draft.value, order: undefined }) : declined(why)
    }
    const sent = this.send(account, draft.value, now)
    return sent.ok ? ok({ draft: draft.value, order: sent.value }) : sent
  }

  /** @returns The id of the change. */
  amend(order: ExchangeOrder, form: AmendForm, now: Micros): Result<string> {
    const { exchange, counters } = this.#house
    const pair = this.#pairOf(order)
    if (pair === undefined) return declined('EOrder:Unknown order')
    const { account, number } = order
    const change = amendChange(order, form, pair, exchange)
    if (!change.ok) return change
    const price = 1 + youthPrice('amend', now - order.createdTs)
    if (!counters.order(account, pair.index, price, now)) return declined(rateLimit)
    const amended = exchange.amend(account, { number }, change.value, now)
    if (!amended.ok) return declined(errorText(amended.error))
    return ok(amendTxid(number, this.#house.serial()))
  }

  /** Takes the order back and sends it changed: a new order, at the end of the queue. */
  edit(order: ExchangeOrder, form: EditForm, now: Micros): Result<Placed> {
    const { exchange, counters } = this.#house
    const pair = this.#pairOf(order)
    if (pair === undefined) return declined('EOrder:Unknown order')
    const last = exchange.lastPrice(pair.index)
    const edited = editedRequest(order, form, pair, last, this.#house.serial())
    if (!edited.ok) return edited
    const draft: OrderDraft = { pair, request: edited.value, close: undefined }
    const why = this.check(draft)
    if (why !== undefined) return declined(why)
    if (form.isCheckOnly) return ok({ draft, order: undefined })
    const price = 1 + youthPrice('edit', now - order.createdTs)
    if (!counters.order(order.account, pair.index, price, now)) return declined(rateLimit)
    return this.#replace(order, draft, now)
  }

  /** The old order is gone even when the new one is refused: its money may have been needed. */
  #replace(order: ExchangeOrder, draft: OrderDraft, now: Micros): Result<Placed> {
    const { exchange } = this.#house
    const { account, number } = order
    const canceled = exchange.cancel(account, { number }, now)
    if (!canceled.ok) return declined(errorText(canceled.error))
    const sent = exchange.submit(account, draft.request, now)
    return sent.ok ? ok({ draft, order: sent.value }) : declined(errorText(sent.error))
  }

  /** @returns Whether it was open until now. */
  cancel({ account, number, createdTs, request }: ExchangeOrder, now: Micros): boolean {
    const { exchange, counters } = this.#house
    const canceled = exchange.cancel(account, { number }, now)
    if (canceled.ok)
      counters.charge(account, request.instrument, youthPrice('cancel', now - createdTs), now)
    return canceled.ok
  }

  /** @returns How many it ended. */
  cancelAll(account: number, now: Micros): number {
    return openOrders(this.#house, account).filter((order) => this.cancel(order, now)).length
  }

  cancelAllAfter(account: number, seconds: number, now: Micros): void {
    this.#house.exchange.cancelAllAfter(account, seconds * secondUs, now)
  }

  /** An order of an instrument that was taken off the list has no pair any more. */
  #pairOf({ request }: { readonly request: OrderRequest }): KrakenPair | undefined {
    return this.#house.names.byIndex(request.instrument)
  }
}

/** Why it is too late to do what was asked; `undefined` when it is not. */
export function missedDeadline(text: string | undefined, now: Micros): string | undefined {
  if (text === undefined) return undefined
  const deadline = parseKrakenTime(text, now)
  if (deadline === undefined) return invalid('deadline')
  return deadline < now ? 'EService:Deadline elapsed' : undefined
}
