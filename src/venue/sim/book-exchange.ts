import { assert, defined, type Json } from '../../base/index.ts'
import {
  type BarColumns,
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
import type { TickTape } from '../../market/index.ts'
import { type Costs, type ReadCosts, readCosts } from './costs.ts'
import type { DeskExchange } from './desk-exchange.ts'
import { deskHouse, openDeskAccount } from './desk-house.ts'
import { DeskOrders } from './desk-orders.ts'
import type { ExchangeEvent } from './exchange/exchange-event.ts'
import type { SimulatedExchange } from './exchange/simulated-exchange.ts'
import { BarDriver } from './feed/bar-driver.ts'
import type { MarketFeed } from './feed/market-feed.ts'
import { tapeFeed } from './feed/tape-feed.ts'

/** What the whole exchange is made of for one desk. */
export type BookExchangeSetup = {
  readonly instruments: readonly Instrument[]
  /** Length of a bar by instrument. Unit: us. */
  readonly intervalsUs: readonly number[]
  readonly costs: Costs
  /** What the account starts with, minor quote units. */
  readonly cash: bigint
  /** What was recorded, by instrument; bars are played where nothing was. */
  readonly tapes?: readonly (TickTape | undefined)[] | undefined
}

/** A recorded book is a cost by itself: only what a reading adds to the slippage is added to it. */
function bookCosts({ costs, tapes = [] }: BookExchangeSetup): ReadCosts {
  const read = readCosts(costs)
  const isRecorded = tapes.some((tape) => tape?.deltas !== undefined || tape?.quotes !== undefined)
  return isRecorded ? { ...read, slippage: Math.max(0, read.slippage - costs.slippage) } : read
}

type Command = {
  readonly kind: 'limit' | 'stop' | 'market' | 'cancel'
  readonly orderId: OrderId
  readonly instrument: number
  /** When it was sent: what the market did before is over. 0 for what is sent while it plays. */
  readonly ts: number
}

/** The desk's one account. */
const desk = 0

/**
 * The whole simulated exchange as the venue of a desk: money, rules and a price-time book. Into it
 * goes what was recorded of the market, or else every bar by a `BarDriver`. An independent witness
 * of the desk's own books: it keeps the account itself. Slower than `BarExchange`.
 *
 * Between bars the book is empty: limits and stops are taken at once and wait, a market order is
 * sent when the next bar has opened, or, when it came while one was running, at the first step of
 * that bar after it. A stop whose price has passed already becomes a market order.
 * What the book has no lots for is sent again at the next step of the bar, and so on.
 */
export class BookExchange implements DeskExchange {
  readonly #setup: BookExchangeSetup
  readonly #costs: ReadCosts
  readonly #orders = new DeskOrders()
  #exchange: SimulatedExchange | undefined
  /** Recorded markets, by instrument. */
  #feeds: (MarketFeed | undefined)[] = []
  #sink: OrderEventSink = { onOrderEvent: () => {} }
  #now = 0 as Micros
  /** What the desk sent while a bar was being played, or before it opened. */
  #waiting: Command[] = []
  /** Market orders the book had too little for. */
  #unfilled: OrderId[] = []
  #isPlaying = false

  constructor(setup: BookExchangeSetup) {
    this.#setup = setup
    this.#costs = bookCosts(setup)
  }

  connect(sink: OrderEventSink): void {
    this.#sink = sink
  }

  submit({ order }: { readonly order: OrderIntent }): void {
    const { orderId, instrument, type } = order
    if (!this.#isPlaying) this.#now = order.ts
    this.#orders.add(order)
    this.#tell({ kind: 'order-accepted', orderId, tsEvent: this.#now, tsInit: this.#now })
    const ts = this.#isPlaying ? 0 : order.ts
    if (this.#isPlaying || type === 'market')
      this.#waiting.push({ kind: type, orderId, instrument, ts })
    else this.#send(orderId, type)
  }

  cancel(orderId: OrderId, ts: Micros): void {
    if (this.#isPlaying) {
      this.#waiting.push({ kind: 'cancel', orderId, instrument: -1, ts: 0 })
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
    const feed = this.#feeds[instrument]
    if (feed !== undefined) return this.#follow(feed, instrument, close)
    if (this.#isIdle(exchange)) {
      const last = bars.close[row] as number
      exchange.onTrade(instrument, true, last, 1, close)
      return
    }
    this.#isPlaying = true
    this.#play(exchange, instrument, bars, row, intervalUs)
    this.#isPlaying = false
  }

  /** Plays a recorded market up to the close of a bar. Its book stands between bars. */
  #follow(feed: MarketFeed, instrument: number, close: Micros): void {
    this.#isPlaying = true
    this.#flush(instrument, feed.nextTs)
    while (feed.nextTs <= close) {
      feed.step()
      if (this.#unfilled.length > 0) this.#retry(instrument)
      if (this.#waiting.length > 0) this.#flush(instrument, feed.nextTs)
    }
    this.#isPlaying = false
  }

  #isIdle(exchange: SimulatedExchange): boolean {
    return (
      this.#waiting.length === 0 &&
      this.#unfilled.length === 0 &&
      exchange.openOrders(desk).length === 0
    )
  }

  #play(
    exchange: SimulatedExchange,
    instrument: number,
    bars: BarColumns,
    row: number,
    intervalUs: number,
  ): void {
    const driver = new BarDriver({
      // By itself, so that whether another bar follows changes nothing: on paper it is not known.
      bars: bars.slice(row, row + 1),
      intervalUs,
      target: exchange,
      instrument,
      accounts: [desk],
      participationMax: this.#costs.participationMax,
    })
    while (driver.nextTs !== Number.POSITIVE_INFINITY) {
      const stepTs = driver.nextTs
      driver.step()
      this.#retry(instrument)
      this.#flush(instrument, stepTs)
    }
  }

  /** Market orders the book had too little for wait for its next picture. */
  #retry(instrument: number): void {
    const again = this.#unfilled
    this.#unfilled = []
    for (const orderId of again)
      if (this.#orders.instrumentOf(orderId) === instrument)
        this.#waiting.push({ kind: 'market', orderId, instrument, ts: 0 })
      else if (this.#orders.isLive(orderId)) this.#unfilled.push(orderId)
  }

  /**
   * Sends on what waits for this instrument's market, and what follows from that.
   *
   * @param until - What was sent later waits on.
   */
  #flush(instrument: number, until: number): void {
    for (;;) {
      const at = this.#waiting.findIndex(
        ({ kind, instrument: of, ts }) => ts <= until && (kind !== 'market' || of === instrument),
      )
      const [command] = at < 0 ? [] : this.#waiting.splice(at, 1)
      if (command === undefined) return
      const { kind, orderId } = command
      if (kind === 'cancel') this.#withdraw(orderId)
      else if (this.#orders.isLive(orderId)) this.#send(orderId, kind)
    }
  }

  #send(orderId: OrderId, type: OrderIntent['type']): void {
    const exchange = this.#open(this.#now)
    const sent = exchange.submit(desk, this.#orders.nextRequest(orderId, type), this.#now)
    if (sent.ok) return
    if (sent.error.code === 'would-trigger' || sent.error.code === 'no-liquidity')
      return void this.#unfilled.push(orderId)
    this.#end(orderId, 'order-canceled')
  }

  #withdraw(orderId: OrderId): void {
    if (!this.#orders.isLive(orderId)) return
    const name = this.#orders.nameOf(orderId)
    const isThere = this.#exchange?.cancel(desk, { clientId: name }, this.#now).ok === true
    if (!isThere) this.#end(orderId, 'order-canceled')
  }

  #heard(event: ExchangeEvent): void {
    if (!('order' in event)) return
    const { order } = event
    const orderId = this.#orders.idOf(order)
    if (event.kind === 'order-canceled' || event.kind === 'order-expired') {
      if (order.end === 'no-liquidity') this.#unfilled.push(orderId)
      else this.#end(orderId, event.kind)
    }
    if (event.kind !== 'order-filled') return
    const { fill } = event
    this.#tell({
      kind: 'order-filled',
      orderId,
      tsEvent: this.#now,
      tsInit: this.#now,
      fill: this.#orders.fill(orderId, fill.lots),
      price: price(fill.price),
      quantity: quantity(fill.lots),
      fee: fill.fee,
      liquidity: fill.liquidity,
      trade: '',
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
    const { instruments, cash, tapes = [] } = this.#setup
    const made = this.#build(ts)
    openDeskAccount(made, instruments, cash, ts)
    this.#feeds = tapes.map((tape, i) => (tape === undefined ? undefined : tapeFeed(tape, made, i)))
    this.#exchange = made
    return made
  }

  #build(startTs: Micros): SimulatedExchange {
    const sink = { onExchangeEvent: (event: ExchangeEvent) => this.#heard(event) }
    return deskHouse(this.#setup.instruments, this.#costs, startTs, sink)
  }

  save(): Json {
    const waiting = this.#waiting.map((each) => ({ ...each }))
    const own = { now: this.#now, waiting, unfilled: this.#unfilled, orders: this.#orders.save() }
    const exchange = this.#exchange
    return exchange === undefined
      ? own
      : { ...own, startTs: exchange.now, exchange: exchange.save() }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly now: Micros
      readonly waiting: readonly Command[]
      readonly unfilled: readonly OrderId[]
      readonly orders: Json
      readonly startTs?: Micros
      readonly exchange?: Json
    }
    this.#now = saved.now
    this.#waiting = [...saved.waiting]
    this.#unfilled = [...saved.unfilled]
    this.#orders.load(saved.orders)
    if (saved.startTs === undefined || saved.exchange === undefined) return
    assert(this.#exchange === undefined, 'a used exchange takes on no saved state')
    assert(this.#setup.tapes === undefined, 'a recorded market cannot go on from a saved state')
    this.#exchange = this.#build(saved.startTs)
    this.#exchange.load(saved.exchange)
  }
}
