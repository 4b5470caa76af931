import {
  clientOrderId,
  type Instrument,
  instrument,
  type InstrumentId,
  micros,
  type OrderAmend,
  type OrderEvent,
  orderId,
  type OrderIntent,
  price,
  quantity,
  secondUs,
} from '../../src/domain/index.ts'
import { type GatewayTerms, OrderGateway, usualTerms } from '../../src/execution/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { type Approved, checkOrder, wideLimits, RiskBook } from '../../src/risk/index.ts'
import type { LinkEar } from '../../src/venue/index.ts'
import type { ExchangeOrder, FaultPlan } from '../../src/venue/sim/index.ts'
import { CuttableLine } from './cuttable-line.ts'
import { type LinkOpener, type OpenedLink, openNear } from './near-link.ts'
import { type LinkDialect, type LinkVenue, openLinkVenue } from './link-venue.ts'
import { produced } from '../house/produced.ts'

const deskNumber = 0xc0ffeen

/** Two seconds in the line of the link, and what the faults of a scene add: no more. */
const quickTerms: GatewayTerms = {
  ...usualTerms,
  answerUs: 0.8 * secondUs,
  arrivalUs: 3 * secondUs,
  lookUpUs: 0.1 * secondUs,
  lookUpMaxUs: 0.5 * secondUs,
  quietUs: secondUs,
  accountUs: 2 * secondUs,
  accountAgainUs: 0.5 * secondUs,
}

const names = { kraken: 'BTC-USD.KRAKEN', binance: 'BTC-USDT.BINANCE' }
const ticks = { kraken: '0.1', binance: '0.01' }

/** Risk lets out whatever closes a position, and this desk's is as large as it must be. */
function approved(order: OrderIntent): Approved<OrderIntent> {
  const held = order.side === 'buy' ? -1e12 : 1e12
  const verdict = checkOrder(order, new RiskBook(wideLimits, Float64Array.of(held)))
  if (!verdict.ok) throw new Error(verdict.limit)
  return verdict.approved
}

type Memory =
  | { readonly kind: 'submit'; readonly order: OrderIntent }
  | { readonly kind: 'cancel'; readonly order: number }
  | { readonly kind: 'amend'; readonly change: OrderAmend }
  | { readonly kind: 'event'; readonly event: OrderEvent }

/** A desk's gateway at a venue on the network, with a memory that survives its restarts. */
export class LinkScene {
  readonly dialect: LinkDialect
  readonly of: Instrument
  readonly venue: LinkVenue
  /** What everything to and from the venue goes through. */
  readonly line: CuttableLine
  readonly #terms: GatewayTerms
  readonly notices: string[] = []
  readonly memory: Memory[] = []
  readonly #before: ReadonlyMap<string, bigint>
  #gateway: OrderGateway | undefined
  #link: OpenedLink | undefined
  readonly #opener: LinkOpener
  #stopTicking = (): void => {}
  #orders = 0
  readonly #canceled = new Set<number>()
  /** Times that everything was looked up because something may have been missed. */
  deafness = 0

  private constructor(
    dialect: LinkDialect,
    venue: LinkVenue,
    line: CuttableLine,
    terms: GatewayTerms,
    opener: LinkOpener,
  ) {
    this.#opener = opener
    this.dialect = dialect
    this.venue = venue
    this.line = line
    this.#terms = terms
    const made = instrument(names[dialect] as InstrumentId, ticks[dialect], '0.00001')
    if (!made.ok) throw new Error(made.error)
    this.of = made.value
    this.#before = venue.holdings()
  }

  static async open(
    dialect: LinkDialect,
    faults: Partial<FaultPlan> = {},
    terms: Partial<GatewayTerms> = {},
    opener: LinkOpener = openNear,
  ): Promise<LinkScene> {
    const venue = await openLinkVenue(dialect, faults)
    const line = await CuttableLine.open(Number(new URL(venue.url).port))
    const scene = new LinkScene(dialect, venue, line, { ...quickTerms, ...terms }, opener)
    await scene.begin()
    return scene
  }

  /** Where the market of the venue stands. Unit: ticks. */
  get middle(): number {
    return this.dialect === 'kraken' ? 300_000 : 3_000_000
  }

  /** A desk comes to life, from its memory. */
  async begin(): Promise<void> {
    const link = await this.#opened({
      onAnswer: (ticket, answer) => this.#gateway?.onAnswer(ticket, answer, liveClock.now()),
      onUpdate: (update) => this.#gateway?.onUpdate(update, liveClock.now()),
      onDeafness: () => {
        this.deafness += 1
        this.#gateway?.doubtAll(liveClock.now())
      },
      onNotice: (sentence) => {
        produced(sentence)
        this.notices.push(sentence)
      },
    })
    const gateway = new OrderGateway({ link, terms: this.#terms, desk: deskNumber })
    for (const each of this.memory)
      if (each.kind === 'submit') gateway.submit(approved(each.order))
      else if (each.kind === 'amend') gateway.amend(each.change)
      else if (each.kind === 'cancel') gateway.cancel(orderId(each.order), liveClock.now())
      else gateway.recall(each.event)
    const onOrderEvent = (event: OrderEvent): void =>
      void this.memory.push({ kind: 'event', event })
    gateway.connect({ onOrderEvent })
    this.#gateway = gateway
    this.#link = link
    link.open()
    gateway.goLive(liveClock.now())
    this.#tick()
  }

  async #opened(ear: LinkEar): Promise<OpenedLink> {
    const { dialect, of, line } = this
    for (let i = 0; ; i += 1)
      try {
        return await this.#opener({ dialect, url: line.url, of, ear })
      } catch (error) {
        if (i > 20) throw error
      }
  }

  #tick(): void {
    this.#stopTicking = liveClock.after(10_000, () => {
      const now = liveClock.now()
      if (this.#gateway !== undefined && this.#gateway.nextTs <= now) this.#gateway.onTime(now)
      this.#tick()
    })
  }

  /** The desk is gone in the middle of what it does; the venue goes on. */
  async end(): Promise<void> {
    this.#stopTicking()
    this.#gateway = undefined
    await this.#link?.close()
  }

  async close(): Promise<void> {
    await this.end()
    await this.line.close()
    await this.venue.close()
  }

  /** @param offset - Ticks from the middle of the market. @returns The number of the order. */
  submit(
    order: Partial<OrderIntent> & { readonly lots: number; readonly offset?: number },
  ): number {
    this.#orders += 1
    const { lots, offset = 0, ...rest } = order
    const isPriced = rest.type === 'limit' || rest.type === 'stop'
    const intent: OrderIntent = {
      orderId: orderId(this.#orders),
      instrument: 0,
      side: 'buy',
      type: 'market',
      role: 'entry',
      quantity: quantity(lots),
      price: price(isPriced ? this.middle + offset : 0),
      arrival: price(this.middle),
      isReduceOnly: false,
      ts: micros(liveClock.now()),
      ...rest,
    }
    this.memory.push({ kind: 'submit', order: intent })
    this.#gateway?.submit(approved(intent))
    return this.#orders
  }

  cancel(order: number): void {
    this.memory.push({ kind: 'cancel', order })
    this.#gateway?.cancel(orderId(order), liveClock.now())
  }

  amend(order: number, lots: number, offset: number): void {
    const change: OrderAmend = {
      kind: 'amend',
      orderId: orderId(order),
      quantity: quantity(lots),
      price: price(this.middle + offset),
      ts: micros(liveClock.now()),
    }
    this.memory.push({ kind: 'amend', change })
    this.#gateway?.amend(change)
  }

  events(order: number): readonly OrderEvent[] {
    return this.memory.flatMap((each) =>
      each.kind === 'event' && each.event.orderId === order ? [each.event] : [],
    )
  }

  /** What an order is heard to be. */
  state(order: number): string {
    const kinds = this.events(order).map(({ kind }) => kind)
    if (this.filled(order) >= this.intent(order).quantity) return 'filled'
    return kinds.findLast((kind) => kind !== 'order-filled')?.slice(6) ?? 'submitted'
  }

  filled(order: number): number {
    return this.events(order).reduce(
      (sum, event) => sum + (event.kind === 'order-filled' ? event.quantity : 0),
      0,
    )
  }

  intent(order: number): OrderIntent {
    const found = this.memory.find((each) => each.kind === 'submit' && each.order.orderId === order)
    if (found?.kind !== 'submit') throw new Error(`no order ${order}`)
    return found.order
  }

  get orders(): readonly number[] {
    return Array.from({ length: this.#orders }, (_, i) => i + 1)
  }

  get unresolved(): number {
    return this.#gateway?.unresolved ?? 0
  }

  /** The order as the exchange has it, by the newest of its names. */
  atVenue(order: number): ExchangeOrder | undefined {
    const name = clientOrderId(deskNumber, orderId(order), 0).slice(0, 28)
    const named = this.venue
      .orders()
      .filter(({ request }) => request.clientId.replaceAll('-', '').startsWith(name))
    return named.toSorted((a, b) => a.number - b.number).at(-1)
  }

  /** Orders of the desk that are open there. */
  get openAtVenue(): number {
    return this.venue.orders().filter(({ status }) => status === 'open' || status === 'waiting')
      .length
  }

  /** Cancels what is open. @returns Orders that are not over yet. */
  settle(): readonly string[] {
    const over = ['filled', 'canceled', 'expired', 'rejected']
    const out = this.orders.filter((order) => !over.includes(this.state(order)))
    for (const order of out)
      if (this.state(order) === 'accepted' && !this.#canceled.has(order)) {
        this.#canceled.add(order)
        this.cancel(order)
      }
    return out.map((order) => `${order} ${this.state(order)}`)
  }

  /** What the account held when the scene began. */
  get before(): ReadonlyMap<string, bigint> {
    return this.#before
  }
}
