import type { Instrument } from '../../domain/index.ts'
import {
  unitedOrder,
  type VenueAnswer,
  type VenueFill,
  type VenueOrder,
} from '../../execution/index.ts'
import { type CcxtAccount, instrumentAt } from './ccxt-account.ts'
import { classifyError } from './classify-error.ts'
import { symbolOf } from './symbol-of.ts'
import type { FillReader } from './fill-reader.ts'
import { venueOrderName } from './order-name.ts'
import type { OrderNumbers } from './order-numbers.ts'
import { fieldsOf, parseToldOrder, type ToldOrder } from './parse-venue-order.ts'

export type FinderSetup = {
  readonly account: CcxtAccount
  /** Numbers the venue gave our orders. */
  readonly numbers: OrderNumbers
  readonly reader: FillReader
  /** For people: what the venue told and cannot be taken as it is. */
  readonly notice: (sentence: string) => void
}

/** Looks orders up by the names we gave them, with their fills. Throws whatever ccxt throws. */
export class OrderFinder {
  readonly #setup: FinderSetup

  constructor(setup: FinderSetup) {
    this.#setup = setup
  }

  async lookUp({ names, instrument }: Asked): Promise<VenueAnswer> {
    const of = instrumentAt(this.#setup.account, instrument)
    const found: VenueOrder[] = []
    for (const name of names) {
      const answer = await this.#lookUpOne(name, of, names.length > 1)
      if (answer.kind !== 'found' && answer.kind !== 'missing') return answer
      if (answer.kind === 'found') found.push(answer.order)
      // What replaces it was not there when this was asked.
      if (answer.kind === 'found' && answer.order.status === 'open') break
    }
    const order = unitedOrder(found)
    return order === undefined ? { kind: 'missing' } : { kind: 'found', order }
  }

  /** @param isOneOf - Whether it is looked for under other names, too. */
  async #lookUpOne(clientId: string, of: Instrument, isOneOf: boolean): Promise<VenueAnswer> {
    const found = await this.#find(clientId, of).catch((error: unknown) => {
      if (isOneOf && this.#isMissing(error)) return undefined
      throw error
    })
    if (found === undefined) return { kind: 'missing' }
    const told = parseToldOrder(found, of, this.#setup.account.traits.nameField)
    if (!told.ok) return this.#unreadable(told.error)
    if (!this.#setup.account.traits.numberForm.test(told.value.number))
      return this.#unreadable(`${of.id}: an order with a number of no form`)
    if (told.value.clientId !== clientId || fieldsOf(found)['symbol'] !== symbolOf(of.id))
      return this.#unreadable(`${of.id}: the venue told of another order than it was asked for`)
    this.#setup.numbers.note(told.value.number, clientId)
    return this.#withFills(told.value, found, of)
  }

  /** The order as ccxt gives it; `undefined` when the venue has none of that name. */
  async #find(clientId: string, of: Instrument): Promise<object | undefined> {
    const { exchange, traits } = this.#setup.account
    const symbol = symbolOf(of.id)
    const clientOrderId = venueOrderName(clientId, traits.naming)
    if (traits.lookUp === 'by-name') return exchange.fetchOrder('', symbol, { clientOrderId })
    // The open ones first: an order may leave them meanwhile, and never comes back.
    const params = { clientOrderId, trades: true }
    // Of all instruments: ccxt would leave out in silence what has a name it cannot read.
    const open = await exchange.fetchOpenOrders(undefined, undefined, undefined, params)
    if (open.length > 0) return open[0]
    const closed = await exchange.fetchClosedOrders(undefined, undefined, undefined, params)
    return closed.toSorted((a, b) => Number(b.filled) - Number(a.filled))[0]
  }

  async #withFills(told: ToldOrder, wire: object, of: Instrument): Promise<VenueAnswer> {
    const { status, filled, quantity, price } = told
    const fills: VenueFill[] = []
    const wires = filled === 0 ? [] : await this.#fetchFills(told, wire, of)
    for (const each of wires) {
      const fill = await this.#setup.reader.readPriced(each, of)
      if (!fill.ok) return this.#unreadable(fill.error)
      if (fill.value.order !== told.number) continue
      if (fill.value.notice !== undefined) this.#setup.notice(fill.value.notice)
      fills.push(fill.value.fill)
    }
    const { clientId: name } = told
    const order = {
      status,
      filled,
      fills,
      quantity,
      price,
      ...(name === undefined ? {} : { name }),
    }
    return { kind: 'found', order }
  }

  /** Fills of an order, and perhaps of others, as ccxt gives them. */
  async #fetchFills(told: ToldOrder, wire: object, of: Instrument): Promise<readonly unknown[]> {
    const { exchange } = this.#setup.account
    const symbol = symbolOf(of.id)
    const { number, trades } = told
    const way: unknown = exchange.has['fetchOrderTrades']
    if (way === 'emulated') {
      if (trades.length === 0) return []
      return exchange.fetchOrderTrades(number, symbol, undefined, undefined, { trades })
    }
    if (way === true) return exchange.fetchOrderTrades(number, symbol)
    const { timestamp } = fieldsOf(wire)
    const since = typeof timestamp === 'number' ? timestamp - 1_000 : undefined
    return exchange.fetchMyTrades(symbol, since)
  }

  #isMissing(error: unknown): boolean {
    const { replies, traits } = this.#setup.account
    return classifyError(error, replies.behind(error), traits.words) === 'missing'
  }

  #unreadable(reason: string): VenueAnswer {
    this.#setup.notice(reason)
    return { kind: 'ambiguous', reason }
  }
}

type Asked = { readonly names: readonly string[]; readonly instrument: number }
