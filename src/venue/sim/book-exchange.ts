import { assert, defined, type Json } from '../../base/index.ts'
import {
  BarColumns,
  type Instrument,
  type Micros,
  micros,
  type OrderEvent,
  type OrderId,
  type OrderIntent,
  price,
  quantity,
} from '../../domain/index.ts'
import type { OrderEventSink } from '../../execution/index.ts'
import { type Costs, type ReadCosts, readCosts } from './costs.ts'
import type { DeskExchange } from './desk-exchange.ts'
import { DeskOrders, requestOf } from './desk-orders.ts'
import type { ExchangeEvent } from './exchange/exchange-event.ts'
import { FlatFees } from './exchange/fees.ts'
import { type Listing, openRules } from './exchange/listing.ts'
import { SimulatedExchange } from './exchange/simulated-exchange.ts'
import { BarDriver } from './feed/bar-driver.ts'
import { MarketFrictions } from './friction/market-frictions.ts'

export type BookExchangeSetup = {
  readonly instruments: readonly Instrument[]
  /** Length of a bar by instrument. Unit: us. */
  readonly intervalsUs: readonly number[]
  readonly costs: Costs
  /** What the account starts with, minor quote units. */
  readonly cash: bigint
}

/** A desk is held back by its own limits; the exchange lends so that both legs of an exit can rest. */
const margin = { leverage: 20, interestPpmPerHour: 0, maintenancePpm: 0 } as const

/** The desk's one account. */
const desk = 0

const rules = {
  ...openRules,
  priceUpPpm: 1_000_000_000,
  priceDownPpm: 0,
  openOrdersMax: 100_000,
  stopOrdersMax: 100_000,
} as const

/**
 * The whole simulated exchange as the venue of a desk: money, rules and a price-time book, into
 * which a `BarDriver` plays every bar. An independent witness of the desk's own books: it keeps the
 * account itself. Slower than `BarExchange`, and made for the same bars.
 *
 * Between bars the book is empty: limits and stops are taken at once and wait, a market order is
 * sent when the next bar has opened. A stop whose price has passed already becomes a market order.
 */
export class BookExchange implements DeskExchange {
  readonly #setup: BookExchangeSetup
  readonly #costs: ReadCosts
  readonly #orders = new DeskOrders()
  #exchange: SimulatedExchange | undefined
  #sink: OrderEventSink = { onOrderEvent: () => {} }
  #now = 0 as Micros
  /** What the desk sent while a bar was being played, or before it opened. */
  #waiting: (OrderIntent | OrderId)[] = []
  #isPlaying = false

  constructor(setup: BookExchangeSetup) {
    this.#setup = setup
    this.#costs = readCosts(setup.costs)
  }

  connect(sink: OrderEventSink): void {
    this.#sink = sink
  }

  submit({ order }: { readonly order: OrderIntent }): void {
    if (!this.#isPlaying) this.#now = order.ts
    this.#accept(order)
    if (this.#isPlaying || order.type === 'market') this.#waiting.push(order)
    else this.#send(order)
  }

  cancel(orderId: OrderId, ts: Micros): void {
    if (this.#isPlaying) {
      this.#waiting.push(orderId)
      return
    }
    this.#now = ts
    this.#withdraw(orderId)
  }

  /** Every bar moves the last price, which triggers are measured from. */
  isTouched(): boolean {
    return true
  }

  onBar(instrument: number, bars: BarColumns, row: number): void {
    const close = bars.ts[row] as Micros
    const intervalUs = defined(this.#setup.intervalsUs[instrument], 'the interval of a bar')
    const exchange = this.#open(micros(close - intervalUs))
    this.#now = close
    if (this.#waiting.length === 0 && exchange.openOrders(desk).length === 0) {
      const last = bars.close[row] as number
      exchange.onTrade(instrument, true, last, 1, close)
      return
    }
    this.#isPlaying = true
    this.#play(exchange, instrument, bars, row, intervalUs)
    this.#isPlaying = false
  }

  #play(
    exchange: SimulatedExchange,
    instrument: number,
    bars: BarColumns,
    row: number,
    intervalUs: number,
  ): void {
    // By itself, so that whether another bar follows changes nothing: on paper it is not known.
    const alone = new BarColumns(1)
    const [open, high, low, end, volume] = [
      bars.open,
      bars.high,
      bars.low,
      bars.close,
      bars.volume,
    ].map((column) => column[row] as number) as [number, number, number, number, number]
    alone.push(bars.ts[row] as number, open, high, low, end, volume)
    const { participationMax } = this.#costs
    const driver = new BarDriver({
      bars: alone,
      intervalUs,
      target: exchange,
      instrument,
      accounts: [desk],
      participationMax,
    })
    while (driver.nextTs !== Number.POSITIVE_INFINITY) {
      driver.step()
      this.#flush(instrument)
    }
  }

  /** Sends on what waits for this instrument's market, and what follows from that. */
  #flush(instrument: number): void {
    while (this.#waiting.length > 0) {
      const at = this.#waiting.findIndex((each) => this.#isFor(each, instrument))
      if (at < 0) return
      const [command] = this.#waiting.splice(at, 1)
      if (typeof command === 'object') this.#send(command)
      else if (command !== undefined) this.#withdraw(command)
    }
  }

  #isFor(command: OrderIntent | OrderId, instrument: number): boolean {
    if (typeof command !== 'object') return true
    return command.instrument === instrument || command.type !== 'market'
  }

  #accept({ orderId }: OrderIntent): void {
    this.#tell({ kind: 'order-accepted', orderId, tsEvent: this.#now, tsInit: this.#now })
  }

  #send(order: OrderIntent): void {
    const exchange = this.#open(this.#now)
    const sent = exchange.submit(desk, requestOf(order), this.#now)
    if (sent.ok) return
    if (sent.error.code === 'would-trigger')
      return this.#send({ ...order, type: 'market', price: price(0) })
    this.#end(order.orderId, 'order-canceled')
  }

  #withdraw(orderId: OrderId): void {
    const at = this.#waiting.findIndex(
      (each) => typeof each === 'object' && each.orderId === orderId,
    )
    if (at >= 0) {
      this.#waiting.splice(at, 1)
      return this.#end(orderId, 'order-canceled')
    }
    this.#exchange?.cancel(desk, { clientId: `${orderId}` }, this.#now)
  }

  #heard(event: ExchangeEvent): void {
    if (!('order' in event)) return
    const { order } = event
    const orderId = this.#orders.idOf(order)
    if (event.kind === 'order-canceled' || event.kind === 'order-expired')
      return this.#end(orderId, event.kind)
    if (event.kind !== 'order-filled') return
    const { fill } = event
    this.#tell({
      kind: 'order-filled',
      orderId,
      tsEvent: this.#now,
      tsInit: this.#now,
      fill: this.#orders.countFill(orderId, order.filled === order.lots),
      price: price(fill.price),
      quantity: quantity(fill.lots),
      fee: fill.fee,
      liquidity: fill.liquidity,
    })
  }

  #end(orderId: OrderId, kind: 'order-canceled' | 'order-expired'): void {
    this.#orders.forget(orderId)
    this.#tell({ kind, orderId, tsEvent: this.#now, tsInit: this.#now })
  }

  #tell(event: OrderEvent): void {
    this.#sink.onOrderEvent(event)
  }

  #open(ts: Micros): SimulatedExchange {
    if (this.#exchange !== undefined) return this.#exchange
    const made = this.#build(ts)
    made.openAccount({ margin })
    const quote = defined(this.#setup.instruments[0], 'an instrument').quote
    made.deposit(desk, quote, this.#setup.cash, ts)
    this.#exchange = made
    return made
  }

  #build(startTs: Micros): SimulatedExchange {
    const { instruments } = this.#setup
    const { feeMakerPpm, feeTakerPpm, slippage } = this.#costs
    const listings: Listing[] = instruments.map((instrument) => ({
      instrument,
      rules,
      perpetual: undefined,
    }))
    const frictions = new MarketFrictions({
      impact: { law: 'none', factor: 0, slippage },
      markets: instruments.map(() => ({ volatilityPerDay: 0, lotsPerDay: 1 })),
      isSliced: false,
      seed: 0,
    })
    return new SimulatedExchange({
      listings,
      fees: new FlatFees(feeMakerPpm, feeTakerPpm),
      sink: { onExchangeEvent: (event) => this.#heard(event) },
      startTs,
      frictions,
      remembered: 1_000,
    })
  }

  save(): Json {
    const exchange = this.#exchange
    if (exchange === undefined) return { now: this.#now, waiting: this.#waiting as unknown as Json }
    return {
      now: this.#now,
      waiting: this.#waiting as unknown as Json,
      startTs: exchange.now,
      fills: this.#orders.save(),
      exchange: exchange.save(),
    }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly now: Micros
      readonly waiting: (OrderIntent | OrderId)[]
      readonly startTs?: Micros
      readonly fills?: Json
      readonly exchange?: Json
    }
    this.#now = saved.now
    this.#waiting = [...saved.waiting]
    if (saved.startTs === undefined || saved.exchange === undefined) return
    assert(this.#exchange === undefined, 'a used exchange takes on no saved state')
    this.#exchange = this.#build(saved.startTs)
    this.#exchange.load(saved.exchange)
    this.#orders.load(saved.fills ?? [])
  }
}
