import { stepsText } from '../../base/index.ts'
import type { Instrument, Micros, OrderIntent } from '../../domain/index.ts'
import type { VenueAnswer, VenueSteps } from '../../execution/index.ts'
import { type CcxtAccount, instrumentAt } from './ccxt-account.ts'
import { classifyError, isShortOfFunds } from './classify-error.ts'
import { declinedFor } from './declined-for.ts'
import { venueOrderName } from './order-name.ts'
import type { OrderNumbers } from './order-numbers.ts'
import { fieldsOf } from './parse-venue-order.ts'
import { symbolOf } from './symbol-of.ts'
import { requestLifeUs } from './venue-traits.ts'
import { lotsWithin } from './wire-amount.ts'

/** An order and its name at the venue. */
export type Named = { readonly clientId: string; readonly order: OrderIntent }

export type PlacerSetup = {
  readonly account: CcxtAccount
  readonly now: () => Micros
  /** Numbers the venue gave our orders. */
  readonly numbers: OrderNumbers
}

/** Not sent, or refused: to be asked for again, cut to what the venue takes now. */
export const notFitting: VenueAnswer = { kind: 'throttled', waitUs: 50_000 }

/** An order as ccxt takes it. */
type Draft = {
  readonly symbol: string
  readonly type: 'limit' | 'market'
  readonly side: 'buy' | 'sell'
  readonly amount: number
  readonly price: number | undefined
  readonly params: Readonly<Record<string, unknown>>
}

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
      const draft = this.#draft(clientId, order, order.quantity)
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

  /** One order that was declined makes an error of the whole answer: the others may stand. */
  #toldOfEach(error: unknown): readonly unknown[] {
    const { traits, replies } = this.#setup.account
    const reply = replies.behind(error)
    const each = traits.batchOf(reply?.answer)
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

  #draft(clientId: string, order: OrderIntent, lots: number): Draft | VenueAnswer {
    const { exchange, traits, grid } = this.#setup.account
    const of = instrumentAt(this.#setup.account, order.instrument)
    const symbol = symbolOf(of.id)
    const amount = stepsText(lots, of.lot)
    const at = stepsText(order.price, of.tick)
    const isPriced = order.type !== 'market'
    const sent = exchange.amountToPrecision(symbol, Number(amount))
    const sentAt = isPriced ? exchange.priceToPrecision(symbol, Number(at)) : at
    if (Number(sent) !== Number(amount) || Number(sentAt) !== Number(at))
      return isCutTo(grid.steps(order.instrument), order, lots)
        ? refusal(`${of.id}: the venue's steps are not ${of.tick} and ${of.lot} any more`)
        : notFitting
    return {
      symbol,
      type: order.type === 'limit' ? 'limit' : 'market',
      side: order.side,
      amount: Number(amount),
      price: order.type === 'limit' ? Number(at) : undefined,
      params: {
        ...traits.placing(this.#deadline()),
        ...(order.type === 'stop' ? this.#trigger(symbol, order, at) : {}),
        ...(order.isReduceOnly && this.#isContract(of) ? { reduceOnly: true } : {}),
        clientOrderId: venueOrderName(clientId, traits.naming),
      },
    }
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
    if (!order.isReduceOnly || order.side !== 'sell' || this.#isContract(of)) return 0
    const fate = classifyError(error, replies.behind(error), traits.words)
    if (fate !== 'refused' || !isShortOfFunds(error)) return 0
    const balance: unknown = await exchange.fetchBalance().catch(() => undefined)
    const lots = lotsWithin(fieldsOf(fieldsOf(balance)['free'])[of.base], of)
    return lots < order.quantity ? lots : 0
  }

  /** When the venue is to decline what has not arrived, by the venue's clock. */
  #deadline(): Date {
    const { timeDifference } = fieldsOf(this.#setup.account.exchange.options)
    const aheadMs = typeof timeDifference === 'number' ? timeDifference : 0
    return new Date((this.#setup.now() + requestLifeUs) / 1_000 - aheadMs)
  }

  #trigger(symbol: string, { side }: OrderIntent, at: string): object {
    const { exchange } = this.#setup.account
    if (exchange.featureValue(symbol, 'createOrder', 'stopLossPrice') === true)
      return { stopLossPrice: at }
    return { triggerPrice: at, triggerDirection: side === 'buy' ? 'ascending' : 'descending' }
  }

  /** A spot market has no position: what is sold there is bounded by what is held. */
  #isContract({ id }: Instrument): boolean {
    return this.#setup.account.exchange.market(symbolOf(id))['contract'] === true
  }
}

function refusal(reason: string): VenueAnswer {
  return { kind: 'refused', reason, isDuplicate: false }
}

function isCutTo(
  steps: VenueSteps | undefined,
  { price, type }: OrderIntent,
  lots: number,
): boolean {
  const { tickStep, lotStep } = steps ?? { tickStep: 1, lotStep: 1 }
  return lots % lotStep === 0 && (type === 'market' || price % tickStep === 0)
}
