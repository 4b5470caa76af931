import { type Json, mostThat } from '../../base/index.ts'
import {
  type BarColumns,
  type Instrument,
  type Micros,
  notional,
  type OrderId,
  type OrderIntent,
  price,
  quantity,
  slipped,
} from '../../domain/index.ts'
import type { OrderEventSink } from '../../execution/index.ts'
import { feeOn } from '../../ledger/index.ts'
import { costOf } from './cost-of.ts'
import { type Costs, marginTicks, type ReadCosts, readCosts } from './costs.ts'
import type { DeskExchange } from './desk-exchange.ts'
import { type Frictions, frictionless } from './exchange/frictions.ts'
import { isSentToTake, markLate, openTsOf, type RestingOrder, rest } from './resting-order.ts'

export type BarExchangeSetup = {
  readonly instruments: readonly Instrument[]
  /** Length of a bar by instrument. Unit: us. */
  readonly intervalsUs: readonly number[]
  readonly costs: Costs
  /** What may be spent, minor quote units, every fill so far booked. */
  readonly cash: () => bigint
  /** How the market gives way before an order that takes; not at all when left out. */
  readonly gives?: Pick<Frictions, 'impactTicks'> | undefined
}

/**
 * An exchange that knows the market only as bars. What a bar does not tell is read against us:
 *
 * - a market order fills at the next open, worse by the slippage; one that came while a bar was
 *   running, by a clock or a person, at the worse of its open and its close;
 * - inside a bar every stop is tried before any limit, a stop that is gapped over fills at the open
 *   and always with slippage, a limit fills only when the price went through it, at its price;
 * - a limit beyond the market when it was sent takes at the open what is no worse than its price;
 * - a limit that arrived inside the bar waits for the next one, while a stop that did can fire;
 * - all our fills in a bar together are at most a share of its volume; the rest waits;
 * - what is bought is paid with the cash there is, and what is too much of it is canceled.
 *
 * `Costs.reading` reads it more kindly, or less.
 *
 * Answers at once, through the sink, also while a bar is being matched: a stop sent in answer to a
 * fill at the open is live for the rest of that bar.
 */
export class BarExchange implements DeskExchange {
  readonly #instruments: readonly Instrument[]
  readonly #intervalsUs: readonly number[]
  readonly #costs: ReadCosts
  readonly #cash: () => bigint
  readonly #gives: Pick<Frictions, 'impactTicks'>
  readonly #books: RestingOrder[][]
  readonly #positions: Float64Array
  /** A bar whose low is at or under the floor, or its high at or over the ceiling, may fill. */
  readonly #floors: Float64Array
  readonly #ceilings: Float64Array
  #sink: OrderEventSink = { onOrderEvent: () => {} }
  /** The bar being matched; orders that come in meanwhile belong to it. */
  #stage: 'closed' | 'open' | 'inside' = 'closed'
  #now = 0 as Micros
  /** Lots this bar can still give us. */
  #room = 0

  constructor(setup: BarExchangeSetup) {
    const { instruments, costs } = setup
    this.#gives = setup.gives ?? frictionless
    this.#instruments = instruments
    this.#intervalsUs = setup.intervalsUs
    this.#cash = setup.cash
    this.#costs = readCosts(costs)
    this.#books = instruments.map(() => [])
    this.#positions = new Float64Array(instruments.length)
    this.#floors = new Float64Array(instruments.length).fill(Number.NEGATIVE_INFINITY)
    this.#ceilings = new Float64Array(instruments.length).fill(Number.POSITIVE_INFINITY)
  }

  connect(sink: OrderEventSink): void {
    this.#sink = sink
  }

  submit({ order }: { readonly order: OrderIntent }): void {
    const book = this.#books[order.instrument] as RestingOrder[]
    const ts = this.#stage === 'closed' ? order.ts : this.#now
    const resting = rest(order, this.#stage !== 'inside')
    book.push(resting)
    this.#watch(resting)
    this.#sink.onOrderEvent({
      kind: 'order-accepted',
      orderId: order.orderId,
      tsEvent: ts,
      tsInit: ts,
    })
  }

  cancel(orderId: OrderId, ts: Micros): void {
    for (const book of this.#books)
      for (const order of book)
        if (order.intent.orderId === orderId && !order.isGone) this.#end(order, ts)
    if (this.#stage === 'closed') for (let i = 0; i < this.#books.length; i += 1) this.#sweep(i)
  }

  /** Whether a bar can touch any order of `instrument`. The desk skips matching when it cannot. */
  isTouched(instrument: number, low: number, high: number): boolean {
    return (
      low <= (this.#floors[instrument] as number) || high >= (this.#ceilings[instrument] as number)
    )
  }

  /** Matches the orders of one instrument against row `row` of its bars. */
  onBar(instrument: number, bars: BarColumns, row: number): void {
    this.#now = bars.ts[row] as Micros
    this.#room = Math.floor((bars.volume[row] as number) * this.#costs.participationMax)
    const book = this.#books[instrument] as RestingOrder[]
    const before = book.length
    const isAnyLate = markLate(book, openTsOf(bars, row, this.#intervalsUs[instrument] as number))
    const open = bars.open[row] as number
    this.#stage = 'open'
    // Orders may be added while we walk: those sent at the open are walked too, once.
    for (let i = 0; i < book.length; i += 1) this.#atOpen(book[i] as RestingOrder, open)
    const low = bars.low[row] as number
    const high = bars.high[row] as number
    this.#stage = 'inside'
    for (let i = 0; i < book.length; i += 1) this.#stop(book[i] as RestingOrder, low, high)
    for (let i = 0; i < book.length; i += 1) this.#limit(book[i] as RestingOrder, low, high)
    for (let i = 0; i < book.length; i += 1) this.#stop(book[i] as RestingOrder, low, high)
    if (isAnyLate) this.#takeLate(book, before, open, bars.close[row] as number)
    this.#stage = 'closed'
    this.#sweep(instrument)
  }

  /** Market orders that came while the bar was running; those that came at its end wait on. */
  #takeLate(book: readonly RestingOrder[], before: number, open: number, close: number): void {
    for (let i = 0; i < before; i += 1) {
      const order = book[i] as RestingOrder
      const { type, side, ts } = order.intent
      if (order.isGone || order.isFromOpen || type !== 'market' || ts >= this.#now) continue
      this.#take(order, side === 'buy' ? Math.max(open, close) : Math.min(open, close))
    }
  }

  /** Market orders, stops fired by now, stops the open gapped over, and entries sent to take. */
  #atOpen(order: RestingOrder, open: number): void {
    if (order.isGone || !order.isFromOpen) return
    const { type, side, price: trigger } = order.intent
    if (type === 'stop' && (side === 'sell' ? open <= trigger : open >= trigger))
      order.isTriggered = true
    if (order.isTriggered) this.#take(order, open)
    else if (isSentToTake(order.intent)) this.#cross(order, open)
  }

  /** Takes what there is at the open, as far as that is no worse than its price. */
  #cross(order: RestingOrder, open: number): void {
    const { side, price: at } = order.intent
    const ticks = slipped(open, this.#costs.slippage, side)
    const worst = this.#given(order, ticks, Math.min(order.left, this.#room))
    if (side === 'buy' ? worst <= at : worst >= at) this.#fill(order, ticks, 'taker')
  }

  #stop(order: RestingOrder, low: number, high: number): void {
    const { type, side, price: trigger } = order.intent
    if (order.isGone || type !== 'stop' || order.isTriggered) return
    if (side === 'sell' ? low > trigger : high < trigger) return
    order.isTriggered = true
    const worst = side === 'sell' ? low : high
    this.#take(order, this.#costs.doStopsFillWorst ? worst : trigger)
  }

  #limit(order: RestingOrder, low: number, high: number): void {
    const { type, side, price: at } = order.intent
    if (order.isGone || type !== 'limit' || !order.isFromOpen) return
    const beyond = side === 'buy' ? at - low : high - at
    if (beyond > marginTicks(this.#costs, at)) this.#fill(order, at, 'maker')
  }

  #take(order: RestingOrder, ticks: number): void {
    this.#fill(order, slipped(ticks, this.#costs.slippage, order.intent.side), 'taker')
  }

  #fill(order: RestingOrder, ticks: number, liquidity: 'maker' | 'taker'): void {
    const { intent } = order
    const wanted = Math.min(order.left, this.#room, this.#reducible(intent, order.left))
    const at = liquidity === 'maker' ? ticks : this.#given(order, ticks, wanted)
    // An order that only reduces is never held up.
    const isPaid = intent.side === 'sell' || intent.isReduceOnly || wanted === 0
    const lots = isPaid ? wanted : this.#payable(intent.instrument, at, wanted, liquidity)
    if (lots > 0) {
      this.#room -= lots
      order.left -= lots
      order.fills += 1
      if (order.left === 0) order.isGone = true
      this.#report(order, at, lots, liquidity)
    }
    if (order.isGone) return
    const isClosed = intent.isReduceOnly && this.#reducible(intent, order.left) === 0
    if (isClosed || lots < wanted) this.#end(order, this.#now)
  }

  #payable(i: number, ticks: number, lots: number, liquidity: 'maker' | 'taker'): number {
    const of = this.#instruments[i] as Instrument
    const cash = this.#cash()
    const ppm = this.#feePpm(liquidity)
    return mostThat(lots, (n) => costOf(of, ticks, n, ppm) <= cash)
  }

  #feePpm(liquidity: 'maker' | 'taker'): number {
    return liquidity === 'maker' ? this.#costs.feeMakerPpm : this.#costs.feeTakerPpm
  }

  /** The price of what an order takes, when all that it took has moved the market. */
  #given({ intent, left }: RestingOrder, ticks: number, lots: number): number {
    const { instrument, side, quantity: whole } = intent
    const moved = this.#gives.impactTicks(instrument, ticks, whole - left + lots)
    return Math.max(1, side === 'buy' ? ticks + moved : ticks - moved)
  }

  /** A reduce-only order fills no more than there is to reduce. */
  #reducible(intent: OrderIntent, lots: number): number {
    if (!intent.isReduceOnly) return lots
    const held = this.#positions[intent.instrument] as number
    return Math.max(0, intent.side === 'sell' ? held : -held)
  }

  #report(order: RestingOrder, ticks: number, lots: number, liquidity: 'maker' | 'taker'): void {
    const { instrument, side, orderId } = order.intent
    const of = this.#instruments[instrument] as Instrument
    const value = notional(of, ticks, lots, 'ceil')
    this.#positions[instrument] =
      (this.#positions[instrument] as number) + (side === 'buy' ? lots : -lots)
    this.#sink.onOrderEvent({
      kind: 'order-filled',
      orderId,
      tsEvent: this.#now,
      tsInit: this.#now,
      fill: order.fills,
      price: price(ticks),
      quantity: quantity(lots),
      fee: feeOn(value, this.#feePpm(liquidity)),
      liquidity,
      trade: '',
    })
  }

  #end(order: RestingOrder, ts: Micros): void {
    order.isGone = true
    this.#sink.onOrderEvent({
      kind: 'order-canceled',
      orderId: order.intent.orderId,
      tsEvent: ts,
      tsInit: ts,
    })
  }

  /** Widens what touches the book by one order. */
  #watch({ intent, isTriggered }: RestingOrder): void {
    const { instrument: i, type, side, price: at } = intent
    const isBelow = (type === 'stop') === (side === 'sell')
    if (isTriggered) this.#floors[i] = Number.POSITIVE_INFINITY
    else if (isBelow) this.#floors[i] = Math.max(this.#floors[i] as number, at)
    else this.#ceilings[i] = Math.min(this.#ceilings[i] as number, at)
  }

  /** Drops orders that are gone; those that stay have been here since before the next open. */
  #sweep(instrument: number): void {
    const book = this.#books[instrument] as RestingOrder[]
    this.#floors[instrument] = Number.NEGATIVE_INFINITY
    this.#ceilings[instrument] = Number.POSITIVE_INFINITY
    let kept = 0
    for (let i = 0; i < book.length; i += 1) {
      const order = book[i] as RestingOrder
      if (order.isGone) continue
      order.isFromOpen = true
      this.#watch(order)
      book[kept] = order
      kept += 1
    }
    book.length = kept
  }

  save(): Json {
    return { books: this.#books as unknown as Json, positions: [...this.#positions] }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly books: readonly (readonly RestingOrder[])[]
      readonly positions: readonly number[]
    }
    saved.books.forEach((book, i) => {
      this.#books[i] = book.map((order) => ({ ...order }))
      this.#sweep(i)
    })
    this.#positions.set(saved.positions)
  }
}
