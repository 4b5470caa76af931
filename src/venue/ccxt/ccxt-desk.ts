import type { Instrument, Micros, OrderIntent } from '../../domain/index.ts'
import type { VenueAnswer, VenueRequest, VenueSteps } from '../../execution/index.ts'
import type { AccountUpkeep } from './account-upkeep.ts'
import { amendOrder } from './amend-order.ts'
import { isDenied, nameOf, sayError } from './ask-venue.ts'
import { type CcxtAccount, instrumentAt } from './ccxt-account.ts'
import { symbolOf } from './symbol-of.ts'
import { classifyError, isShortOfFunds } from './classify-error.ts'
import { type FinderSetup, OrderFinder } from './find-order.ts'
import { venueOrderName } from './order-name.ts'
import type { OrderNumbers } from './order-numbers.ts'
import { fieldsOf } from './parse-venue-order.ts'
import { readAccount } from './read-account.ts'
import { UnsoundAnswer } from './sound-answers.ts'
import { requestLifeUs } from './venue-traits.ts'
import { lotsWithin, stepsText } from './wire-amount.ts'

/** An order that came after its deadline may say that our clock is off. */
const isTooLate = /Deadline elapsed/

/** Once our clock was set by the venue's it goes by it, if not for long. Unit: us. */
const clockWaitUs = 100_000
/** Refusals in a row do not make us read a venue's markets more often. Unit: us. */
const gridRestUs = 10_000_000
/** Not sent, or refused: to be asked for again, cut to what the venue takes now. */
const notFitting: VenueAnswer = { kind: 'throttled', waitUs: 50_000 }

export type DeskSetup = FinderSetup & {
  readonly now: () => Micros
  readonly upkeep: AccountUpkeep
}

/** An answer of a venue, and how long it wants to be left alone if it said so. */
export type DeskAnswer = { readonly answer: VenueAnswer; readonly retryAfterUs: number | undefined }

/** Carries requests out at a venue through ccxt, one call after the other. Never throws. */
export class CcxtDesk {
  readonly #account: CcxtAccount
  readonly #setup: DeskSetup
  readonly #numbers: OrderNumbers
  readonly #finder: OrderFinder
  /** When the venue's markets were read last for an order was refused. */
  #gridTs = Number.NEGATIVE_INFINITY
  #isDeniedSaid = false

  constructor(setup: DeskSetup) {
    this.#account = setup.account
    this.#setup = setup
    this.#numbers = setup.numbers
    this.#finder = new OrderFinder(setup)
  }

  async ask(request: VenueRequest): Promise<DeskAnswer> {
    const told = await this.#told(request)
    const { answer } = told
    const isRefused = answer.kind === 'refused' && !answer.isDuplicate
    if (request.kind !== 'place' || !isRefused || !(await this.#hasNewGrid())) return told
    return { answer: notFitting, retryAfterUs: undefined }
  }

  async #told(request: VenueRequest): Promise<DeskAnswer> {
    try {
      return { answer: await this.#carryOut(request), retryAfterUs: undefined }
    } catch (error) {
      return this.#answerFor(request, error)
    }
  }

  /** Whether the venue takes other steps than before: what it refused may be right, cut to them. */
  async #hasNewGrid(): Promise<boolean> {
    const now = this.#setup.now()
    if (now < this.#gridTs + gridRestUs) return false
    this.#gridTs = now
    return this.#setup.upkeep.readGrid()
  }

  #carryOut(request: VenueRequest): Promise<VenueAnswer> {
    if (request.kind === 'account') return readAccount(this.#account)
    if (request.kind === 'dead-man') return this.#setDeadMan(request.us)
    if (request.kind === 'place') return this.#place(request.clientId, request.order)
    if (request.kind === 'cancel') return this.#cancel(request)
    if (request.kind === 'amend') return amendOrder(this.#account, request.clientId, request.order)
    return this.#finder.lookUp(request)
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
    const of = instrumentAt(this.#account, order.instrument)
    if (!order.isReduceOnly || order.side !== 'sell' || this.#isContract(of)) return 0
    const fate = classifyError(error, replies.behind(error), traits.words)
    if (fate !== 'refused' || !isShortOfFunds(error)) return 0
    const balance: unknown = await exchange.fetchBalance().catch(() => undefined)
    const lots = lotsWithin(fieldsOf(fieldsOf(balance)['free'])[of.base], of)
    return lots < order.quantity ? lots : 0
  }

  async #placeLots(clientId: string, order: OrderIntent, lots: number): Promise<VenueAnswer> {
    const { exchange, traits } = this.#account
    const of = instrumentAt(this.#account, order.instrument)
    const symbol = symbolOf(of.id)
    const amount = stepsText(lots, of.lot)
    const at = stepsText(order.price, of.tick)
    const isPriced = order.type !== 'market'
    const sent = exchange.amountToPrecision(symbol, Number(amount))
    const sentAt = isPriced ? exchange.priceToPrecision(symbol, Number(at)) : at
    if (Number(sent) !== Number(amount) || Number(sentAt) !== Number(at))
      return isCutTo(this.#account.grid.steps(order.instrument), order, lots)
        ? refusal(`${of.id}: the venue's steps are not ${of.tick} and ${of.lot} any more`)
        : notFitting
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
    if (typeof id !== 'string' || !traits.numberForm.test(id))
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
    await exchange.cancelOrder('', symbolOf(instrumentAt(this.#account, instrument).id), {
      clientOrderId,
    })
    return { kind: 'done' }
  }

  async #answerFor({ kind }: VenueRequest, error: unknown): Promise<DeskAnswer> {
    const { replies, traits } = this.#account
    const reply = replies.behind(error)
    const fate = classifyError(error, reply, traits.words)
    // What was signed stands in the address; nobody needs to read it.
    const reason = sayError(error)
    if (isDenied(error)) this.#sayDenied(reason)
    if (error instanceof UnsoundAnswer) this.#setup.notice(reason)
    if (fate === 'clock' || isTooLate.test(reason)) await this.#setup.upkeep.setClock()
    const retryAfterUs = reply?.retryAfterUs
    const say = (answer: VenueAnswer): DeskAnswer => ({ answer, retryAfterUs })
    if (fate === 'throttled') return say({ kind: 'throttled', waitUs: retryAfterUs ?? 0 })
    // The venue is not asked too much: its budget learns nothing of this.
    if (fate === 'clock')
      return { answer: { kind: 'throttled', waitUs: clockWaitUs }, retryAfterUs: undefined }
    if (fate === 'missing' && kind === 'look-up') return say({ kind: 'missing' })
    if (fate === 'ambiguous' || (fate === 'missing' && kind === 'place'))
      return say({ kind: 'ambiguous', reason })
    return say({ kind: 'refused', reason, isDuplicate: fate === 'duplicate' })
  }

  #sayDenied(reason: string): void {
    if (this.#isDeniedSaid) return
    this.#isDeniedSaid = true
    const name = nameOf(this.#account.exchange)
    this.#setup.notice(
      `${name} does not take the key any more, or not for this (${reason}); nothing is sent there ` +
        'until it does.',
    )
  }
}

type Named = { readonly clientId: string; readonly instrument: number }

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
