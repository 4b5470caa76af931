import {
  clientOrderId,
  micros,
  type OrderEvent,
  type OrderIntent,
  orderId,
  price,
  quantity,
  secondUs,
} from '../../src/domain/index.ts'
import { type Approved, checkOrder, RiskBook, wideLimits } from '../../src/risk/index.ts'
import {
  type GatewaySetup,
  OrderGateway,
  type VenueAnswer,
  type VenueFill,
  type VenueLink,
  type VenueOrder,
  type VenueRequest,
  usualTerms,
} from '../../src/execution/index.ts'

/** What the script's desk calls an order. */
export const nameOf = (id: number, attempt = 0): string => clientOrderId(7n, orderId(id), attempt)

/** An entry of ten lots, or a way out of all hundred that are held. */
function approved(id: number, ts: number, over: Partial<OrderIntent>): Approved<OrderIntent> {
  const order: OrderIntent = {
    ...{ orderId: orderId(id), instrument: 0, side: 'buy', type: 'limit', role: 'entry' },
    ...{ quantity: quantity(10), price: price(100), arrival: price(100), isReduceOnly: false },
    ts: micros(ts),
    ...over,
  }
  const held = order.isReduceOnly ? 100 : 0
  const book = new RiskBook({ ...wideLimits, orderNotionalMin: 0 }, Float64Array.of(held))
  book.ticks.fill(100)
  book.lotValue.fill(1)
  book.mark(1, 1e9, 1e9, 0)
  const verdict = checkOrder(order, book)
  if (!verdict.ok) throw new Error(verdict.limit)
  return verdict.approved
}

export const exit = { side: 'sell', role: 'exit', isReduceOnly: true } as const
export const refused = { kind: 'refused', reason: 'no', isDuplicate: false } as const
export const ambiguous = { kind: 'ambiguous', reason: '502' } as const
export const done = { kind: 'done' } as const
export const missing = { kind: 'missing' } as const

export function fill(trade: string, lots: number): VenueFill {
  const what = { trade, price: price(100), quantity: quantity(lots), fee: 1n }
  return { ...what, liquidity: 'taker', ts: micros(3) }
}

export function found(over: Partial<VenueOrder> = {}): VenueAnswer {
  const none = { filled: 0, fills: [], quantity: quantity(0), price: price(0) }
  return { kind: 'found', order: { status: 'open', ...none, ...over } }
}

/** A gateway, the venue's end of its line, and the desk's. */
export class Script {
  readonly asked: VenueRequest[] = []
  readonly told: OrderEvent[] = []
  readonly gateway: OrderGateway
  now: number = 10 * secondUs

  constructor(link: Partial<VenueLink> = {}, setup: Partial<GatewaySetup> = {}) {
    const send = (ticket: number, request: VenueRequest): void => {
      if (ticket !== this.asked.push(request)) throw new Error('tickets count from one')
    }
    const usual = { link: { send, ...link }, terms: usualTerms, desk: 7n }
    this.gateway = new OrderGateway({ ...usual, ...setup })
    this.gateway.connect({ onOrderEvent: (event) => void this.told.push(event) })
  }

  /** One order of a desk that is live, as asked of the venue. */
  static with(over: Partial<OrderIntent> = {}, link: Partial<VenueLink> = {}): Script {
    const script = new Script(link).live()
    script.submit(over)
    return script
  }

  live(): this {
    this.gateway.goLive(micros(this.now))
    return this
  }

  submit(over: Partial<OrderIntent> = {}): void {
    this.gateway.submit(approved(1, this.now, over))
  }

  /** One that the venue has. */
  static open(over: Partial<OrderIntent> = {}, link: Partial<VenueLink> = {}): Script {
    return Script.with(over, link).answer(done)
  }

  /** To the newest request, or to an earlier one. */
  answer(answer: VenueAnswer, ticket: number = this.asked.length): this {
    this.gateway.onAnswer(ticket, answer, micros(this.now))
    return this
  }

  after(us: number): this {
    this.now += us
    this.gateway.onTime(micros(this.now))
    return this
  }

  amend(lots: number, ticks: number): this {
    const to = { quantity: quantity(lots), price: price(ticks), ts: micros(this.now) }
    this.gateway.amend({ ...to, orderId: orderId(1) } as Parameters<OrderGateway['amend']>[0])
    return this
  }

  cancel(): this {
    this.gateway.cancel(orderId(1), micros(this.now))
    return this
  }

  hear(what: VenueFill | VenueOrder['status'], name: string = nameOf(1)): this {
    const update =
      typeof what === 'string'
        ? ({ kind: 'state', status: what } as const)
        : ({ kind: 'fill', fill: what } as const)
    this.gateway.onUpdate({ ...update, clientId: name }, micros(this.now))
    return this
  }

  get kinds(): readonly string[] {
    return this.asked.map(({ kind }) => kind)
  }

  get events(): readonly string[] {
    return this.told.map(({ kind }) => kind.replace('order-', ''))
  }

  /** How long until something is due. */
  get wait(): number {
    return this.gateway.nextTs - this.now
  }
}
