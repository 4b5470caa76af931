import {
  BarColumns,
  micros,
  minorPerUnit,
  minuteUs,
  type OrderEvent,
  orderId,
  type OrderIntent,
  price,
  quantity,
} from '../../src/domain/index.ts'
import { BarExchange, BookExchange, type Costs } from '../../src/venue/index.ts'
import type {
  CaseFill,
  CaseOrder,
  CaseStatus,
  Placed,
  VenueSession,
  VenueUnderTest,
} from './venue-port.ts'
import { caseInstrument } from './venue-steps.ts'

const btc = caseInstrument('BTC-USD.SIM')
const costs: Costs = {
  feeMakerPpm: 1_000,
  feeTakerPpm: 2_000,
  slippage: 0,
  participationMax: 1,
}

const cash = 100_000n * BigInt(minorPerUnit)
const made = { instruments: [btc], intervalsUs: [minuteUs], costs }

const byBars = 'a desk on paper sees bars, no books'
const notSent = 'a desk sends market, limit and stop orders only'
const lacks = {
  depth: byBars,
  rules: "a desk's own risk limits stand before the venue's",
  balances: "a desk's ledger keeps its money",
  queries: 'a desk knows its orders from their events',
  'client-id': 'a desk numbers its orders itself',
  'cancel-all': 'a desk cancels order by order',
  amend: 'a desk replaces orders',
  'post-only': notSent,
  ioc: notSent,
  fok: notSent,
  gtd: notSent,
  'stop-limit': notSent,
  'take-profit': notSent,
  trailing: notSent,
  iceberg: notSent,
  oco: notSent,
  bracket: notSent,
  'self-trade': notSent,
} as const

/** The venue of a paper desk that matches against bars alone. */
export const barVenue: VenueUnderTest = {
  name: 'paper, bars',
  lacks,
  open: () => Promise.resolve(new PaperSession(new BarExchange({ ...made, cash: () => cash }))),
}

/** The venue of a paper desk that plays bars into the whole simulated exchange. */
export const bookVenue: VenueUnderTest = {
  name: 'paper, book',
  lacks,
  open: () => {
    return Promise.resolve(new PaperSession(new BookExchange({ ...made, cash })))
  },
}

class PaperSession implements VenueSession {
  readonly #exchange: BarExchange | BookExchange
  readonly #bars = new BarColumns(64)
  readonly #heard: OrderEvent[] = []
  #orders = 0

  constructor(exchange: BarExchange | BookExchange) {
    this.#exchange = exchange
    exchange.connect({ onOrderEvent: (event) => this.#heard.push(event) })
    this.#bar(100, 1)
  }

  /** A minute at one price. */
  #bar(ticks: number, volume: number): void {
    const ts = 1_700_000_040_000_000 + this.#bars.length * minuteUs
    this.#bars.push(ts, ticks, ticks, ticks, ticks, volume)
    if (this.#exchange.isTouched(0, ticks, ticks))
      this.#exchange.onBar(0, this.#bars, this.#bars.length - 1)
  }

  place(order: CaseOrder): Promise<Placed> {
    const { type = 'limit', side, lots } = order
    if (type !== 'market' && type !== 'limit' && type !== 'stop') throw new Error('not sent')
    this.#orders += 1
    const intent: OrderIntent = {
      orderId: orderId(this.#orders),
      instrument: 0,
      side,
      type,
      role: side === 'buy' ? 'entry' : 'exit',
      quantity: quantity(lots),
      price: price((type === 'stop' ? order.trigger : order.price) ?? 0),
      arrival: price(100),
      isReduceOnly: order.isReduceOnly ?? false,
      ts: micros(this.#bars.ts[this.#bars.length - 1] ?? 0),
    }
    this.#exchange.submit({ order: intent })
    return Promise.resolve({ id: `${this.#orders}` })
  }

  placeGroup(): Promise<readonly Placed[]> {
    throw new Error('not sent')
  }

  amend(): Promise<Placed> {
    throw new Error('not sent')
  }

  cancel(id: string): Promise<Placed> {
    this.#exchange.cancel(orderId(Number(id)), micros(this.#bars.ts[this.#bars.length - 1] ?? 0))
    return Promise.resolve({ id })
  }

  cancelAll(): Promise<void> {
    throw new Error('not sent')
  }

  status(id: string): Promise<CaseStatus> {
    const own = this.#heard.filter((event) => event.orderId === Number(id))
    if (own.some(({ kind }) => kind === 'order-canceled' || kind === 'order-expired'))
      return Promise.resolve('ended')
    return Promise.resolve(own.some(({ kind }) => kind === 'order-filled') ? 'filled' : 'open')
  }

  fills(id: string): Promise<readonly CaseFill[]> {
    return Promise.resolve(
      this.#heard.flatMap((event) =>
        event.kind === 'order-filled' && event.orderId === Number(id)
          ? [{ price: event.price, lots: event.quantity, liquidity: event.liquidity }]
          : [],
      ),
    )
  }

  owned(): Promise<{ readonly quote: number; readonly base: number }> {
    throw new Error('not asked')
  }

  best(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  /** Bars show no depth. */
  depth(): Promise<void> {
    return Promise.resolve()
  }

  trade(_aggressor: 'buy' | 'sell', ticks: number, lots: number): Promise<void> {
    this.#bar(ticks, lots)
    return Promise.resolve()
  }

  pass(): Promise<void> {
    return Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
