import { decimals, formatDecimal, parseDecimal, reasonOf } from '../../base/index.ts'
import type { Instrument, Micros, OrderIntent } from '../../domain/index.ts'
import type { VenueAnswer, VenueFill, VenueOrder, VenueRequest } from '../../execution/index.ts'
import type { CcxtAccount } from './ccxt-account.ts'
import { symbolOf } from './ccxt-client.ts'
import { classifyError, isShortOfFunds } from './classify-error.ts'
import { venueOrderName } from './order-name.ts'
import type { OrderNumbers } from './order-numbers.ts'
import { fieldsOf, parseToldFill, parseToldOrder, type ToldOrder } from './parse-venue-order.ts'
import { readAccount } from './read-account.ts'
import { requestLifeUs } from './venue-traits.ts'
import { lotsWithin } from './wire-amount.ts'

/** Once our clock was set by the venue's it goes by it, if not for long. Unit: us. */
const clockWaitUs = 100_000

export type DeskSetup = {
  readonly account: CcxtAccount
  readonly now: () => Micros
  /** Numbers the venue gave our orders. */
  readonly numbers: OrderNumbers
  /** For people: what the venue told and cannot be taken as it is. */
  readonly notice: (sentence: string) => void
}

/** An answer of a venue, and how long it wants to be left alone if it said so. */
export type DeskAnswer = { readonly answer: VenueAnswer; readonly retryAfterUs: number | undefined }

/** Carries requests out at a venue through ccxt, one call after the other. Never throws. */
export class CcxtDesk {
  readonly #account: CcxtAccount
  readonly #setup: DeskSetup
  readonly #numbers: OrderNumbers

  constructor(setup: DeskSetup) {
    this.#account = setup.account
    this.#setup = setup
    this.#numbers = setup.numbers
  }

  async ask(request: VenueRequest): Promise<DeskAnswer> {
    try {
      return { answer: await this.#carryOut(request), retryAfterUs: undefined }
    } catch (error) {
      return this.#answerFor(request, error)
    }
  }

  #carryOut(request: VenueRequest): Promise<VenueAnswer> {
    if (request.kind === 'account') return readAccount(this.#account)
    if (request.kind === 'dead-man') return this.#setDeadMan(request.us)
    if (request.kind === 'place') return this.#place(request.clientId, request.order)
    if (request.kind === 'cancel') return this.#cancel(request)
    return this.#lookUp(request)
  }

  async #setDeadMan(us: number): Promise<VenueAnswer> {
    await this.#account.exchange.cancelAllOrdersAfter(us / 1_000)
    return { kind: 'done' }
  }

  async #place(clientId: string, order: OrderIntent): Promise<VenueAnswer> {
    try {
      return await this.#placeLots(clientId, order, order.quantity)
    } catch (error) {
      const lots = await this.#reducible(order, error)
      if (lots === 0) throw error
      return this.#placeLots(clientId, order, lots)
    }
  }

  /**
   * Lots left to sell when more were to be sold than are there: some venues take their fee out of
   * what was bought. What only reduces is cut to that, as venues with positions do themselves.
   */
  async #reducible(order: OrderIntent, error: unknown): Promise<number> {
    const { exchange, traits, replies } = this.#account
    const of = this.#instrument(order.instrument)
    if (!order.isReduceOnly || order.side !== 'sell' || this.#isContract(of)) return 0
    const fate = classifyError(error, replies.behind(error), traits.words)
    if (fate !== 'refused' || !isShortOfFunds(error)) return 0
    const balance: unknown = await exchange.fetchBalance().catch(() => undefined)
    const lots = lotsWithin(fieldsOf(fieldsOf(balance)['free'])[of.base], of)
    return lots < order.quantity ? lots : 0
  }

  async #placeLots(clientId: string, order: OrderIntent, lots: number): Promise<VenueAnswer> {
    const { exchange, traits } = this.#account
    const of = this.#instrument(order.instrument)
    const symbol = symbolOf(of.id)
    const amount = stepsText(lots, of.lot)
    const at = stepsText(order.price, of.tick)
    const isPriced = order.type !== 'market'
    const sent = exchange.amountToPrecision(symbol, Number(amount))
    const sentAt = isPriced ? exchange.priceToPrecision(symbol, Number(at)) : at
    if (Number(sent) !== Number(amount) || Number(sentAt) !== Number(at))
      return refusal(`${of.id}: the venue's steps are not ${of.tick} and ${of.lot} any more`)
    const placed: unknown = await exchange.createOrder(
      symbol,
      order.type === 'limit' ? 'limit' : 'market',
      order.side,
      Number(amount),
      order.type === 'limit' ? Number(at) : undefined,
      {
        ...traits.placing(this.#deadline()),
        ...(order.type === 'stop' ? this.#trigger(symbol, order, at) : {}),
        ...(order.isReduceOnly && this.#isContract(of) ? { reduceOnly: true } : {}),
        clientOrderId: venueOrderName(clientId, traits.naming),
      },
    )
    const { id, status } = fieldsOf(placed)
    if (typeof id !== 'string' || id === '')
      return { kind: 'ambiguous', reason: 'the answer has no number of the order' }
    this.#numbers.note(id, clientId)
    if (status === 'rejected') return { kind: 'ambiguous', reason: 'rejected in its answer' }
    return { kind: 'done' }
  }

  /** When the venue is to decline what has not arrived, by the venue's clock. */
  #deadline(): Date {
    const { timeDifference } = fieldsOf(this.#account.exchange.options)
    const aheadMs = typeof timeDifference === 'number' ? timeDifference : 0
    return new Date((this.#setup.now() + requestLifeUs) / 1_000 - aheadMs)
  }

  #trigger(symbol: string, { side }: OrderIntent, at: string): object {
    const { exchange } = this.#account
    if (exchange.featureValue(symbol, 'createOrder', 'stopLossPrice') === true)
      return { stopLossPrice: at }
    return { triggerPrice: at, triggerDirection: side === 'buy' ? 'ascending' : 'descending' }
  }

  /** A spot market has no position: what is sold there is bounded by what is held. */
  #isContract({ id }: Instrument): boolean {
    return this.#account.exchange.market(symbolOf(id))['contract'] === true
  }

  async #cancel({ clientId, instrument }: Named): Promise<VenueAnswer> {
    const { exchange, traits } = this.#account
    const clientOrderId = venueOrderName(clientId, traits.naming)
    await exchange.cancelOrder('', symbolOf(this.#instrument(instrument).id), { clientOrderId })
    return { kind: 'done' }
  }

  async #lookUp({ clientId, instrument }: Named): Promise<VenueAnswer> {
    const of = this.#instrument(instrument)
    const found = await this.#find(clientId, of)
    if (found === undefined) return { kind: 'missing' }
    const told = parseToldOrder(found, of, this.#account.traits.nameField)
    if (!told.ok) return this.#unreadable(told.error)
    if (told.value.clientId !== clientId)
      return this.#unreadable(`${of.id}: the venue told of another order than it was asked for`)
    this.#numbers.note(told.value.number, clientId)
    return this.#withFills(told.value, found, of)
  }

  /** The order as ccxt gives it; `undefined` when the venue has none of that name. */
  async #find(clientId: string, of: Instrument): Promise<object | undefined> {
    const { exchange, traits } = this.#account
    const symbol = symbolOf(of.id)
    const clientOrderId = venueOrderName(clientId, traits.naming)
    if (traits.lookUp === 'by-name') return exchange.fetchOrder('', symbol, { clientOrderId })
    // The open ones first: an order may leave them meanwhile, and never comes back.
    const params = { clientOrderId, trades: true }
    const open = await exchange.fetchOpenOrders(symbol, undefined, undefined, params)
    if (open.length > 0) return open[0]
    const closed = await exchange.fetchClosedOrders(symbol, undefined, undefined, params)
    return closed.toSorted((a, b) => Number(b.filled) - Number(a.filled))[0]
  }

  async #withFills(told: ToldOrder, wire: object, of: Instrument): Promise<VenueAnswer> {
    const { status, filled } = told
    const fills: VenueFill[] = []
    const wires = filled === 0 ? [] : await this.#fetchFills(told, wire, of)
    for (const each of wires) {
      const fill = parseToldFill(each, of)
      if (!fill.ok) return this.#unreadable(fill.error)
      if (fill.value.order !== told.number) continue
      if (fill.value.notice !== undefined) this.#setup.notice(fill.value.notice)
      fills.push(fill.value.fill)
    }
    const order: VenueOrder = { status, filled, fills }
    return { kind: 'found', order }
  }

  /** Fills of an order, and perhaps of others, as ccxt gives them. */
  async #fetchFills(told: ToldOrder, wire: object, of: Instrument): Promise<readonly unknown[]> {
    const { exchange } = this.#account
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

  #unreadable(reason: string): VenueAnswer {
    this.#setup.notice(reason)
    return { kind: 'ambiguous', reason }
  }

  async #answerFor({ kind }: VenueRequest, error: unknown): Promise<DeskAnswer> {
    const { replies, traits, exchange } = this.#account
    const reply = replies.behind(error)
    const fate = classifyError(error, reply, traits.words)
    // What was signed stands in the address; nobody needs to read it.
    const reason = reasonOf(error).replace(/\?\S+/g, '').slice(0, 200)
    const retryAfterUs = reply?.retryAfterUs
    const say = (answer: VenueAnswer): DeskAnswer => ({ answer, retryAfterUs })
    if (fate === 'throttled') return say({ kind: 'throttled', waitUs: retryAfterUs ?? 0 })
    if (fate === 'clock') {
      await exchange.loadTimeDifference().catch(() => undefined)
      // The venue is not asked too much: its budget learns nothing of this.
      return { answer: { kind: 'throttled', waitUs: clockWaitUs }, retryAfterUs: undefined }
    }
    if (fate === 'missing' && kind === 'look-up') return say({ kind: 'missing' })
    if (fate === 'ambiguous' || (fate === 'missing' && kind === 'place'))
      return say({ kind: 'ambiguous', reason })
    return say({ kind: 'refused', reason, isDuplicate: fate === 'duplicate' })
  }

  #instrument(index: number): Instrument {
    const of = this.#account.instruments[index]
    if (of === undefined) throw new RangeError(`there is no instrument ${index}`)
    return of
  }
}

type Named = { readonly clientId: string; readonly instrument: number }

function refusal(reason: string): VenueAnswer {
  return { kind: 'refused', reason, isDuplicate: false }
}

/** So many steps as decimal text. */
function stepsText(steps: number, step: string): string {
  const scale = decimals(step)
  return formatDecimal(BigInt(steps) * (parseDecimal(step, scale) ?? 0n), scale)
}
