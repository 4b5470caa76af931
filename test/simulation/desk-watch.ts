import { assert } from '../../src/base/index.ts'
import {
  type DecisionMade,
  type Instrument,
  type Micros,
  minorPerUnit,
  type Mode,
  type ModeChanged,
  modes,
  type OrderEvent,
  type OrderFilled,
  type OrderId,
  type OrderIntent,
  signOf,
} from '../../src/domain/index.ts'
import type { AgentFault, Desk, DeskObserver, DeskSetup, FillRow } from '../../src/engine/index.ts'
import type { FeedBar } from '../../src/market/index.ts'
import { assertPrice, paidFor } from './fill-rules.ts'
import { WatchedMarks } from './watched-marks.ts'

/** An order as the watch knows it, from what was sent and what the venue said. */
type Watched = OrderIntent & { filled: number; isDone: boolean }

/**
 * A second pair of books beside the desk's, kept from what leaves it and what comes back, in other
 * arithmetic: every fill as a fraction of bigints, every limit from the orders themselves. Throws
 * at the first event after which the two do not agree or a promise is broken.
 */
export class DeskWatch implements DeskObserver {
  desk: Desk | undefined
  readonly #setup: DeskSetup
  readonly #orders = new Map<OrderId, Watched>()
  readonly #lots: number[]
  readonly #decisions: (DecisionMade | undefined)[]
  /** Whether what is held was opened with a stop on the right side of the market. */
  readonly #hasStop: boolean[]
  readonly #plans = new Map<OrderId, boolean>()
  #bar: FeedBar | undefined
  #roomUsed = 0
  #paid = 0n
  #fees = 0n
  #mode: Mode = 'normal'
  readonly #marks: WatchedMarks
  #entriesToday = 0
  #lastFilled: OrderFilled | undefined
  entries = 0
  fills = 0
  stops = 0
  partials = 0
  shorts = 0
  refusals = 0

  constructor(setup: DeskSetup) {
    this.#setup = setup
    this.#marks = new WatchedMarks(setup.limits.drawdownHalt)
    this.#lots = setup.instruments.map(() => 0)
    this.#decisions = setup.instruments.map(() => undefined)
    this.#hasStop = setup.instruments.map(() => false)
  }

  /** Before the desk takes a bar in. */
  before(bar: FeedBar): void {
    this.#marks.turn(bar.ts)
    this.#bar = bar
    this.#roomUsed = 0
  }

  /** After the desk has taken a bar in. */
  after(bar: FeedBar): void {
    if (bar.instrument + 1 === this.#lots.length) this.#marks.turn(bar.ts + 1)
    this.#checkBooks()
    this.#checkInFlight()
    for (let i = 0; i < this.#lots.length; i += 1) this.#checkProtection(i)
    this.#checkWish(bar)
    assert(!this.#marks.isHalted || this.#mode !== 'normal', 'the drawdown did not halt the desk')
  }

  onMark(ts: Micros, minor: number): void {
    if (this.#marks.mark(ts, minor / minorPerUnit)) this.#entriesToday = 0
  }

  onDecision(decision: DecisionMade): void {
    this.#decisions[decision.instrument] = decision
  }

  onCut(): void {}
  onControl(): void {}
  onRefusal = (): number => (this.refusals += 1)

  onFault = ({ reason }: AgentFault): void => assert(false, reason)

  onMode(change: ModeChanged): void {
    assert(change.actor === 'desk' && change.from === this.#mode, 'an unknown mover')
    assert(modes.indexOf(change.to) > modes.indexOf(change.from), 'moved away from safety')
    this.#mode = change.to
  }

  onOrder(order: OrderIntent): void {
    assert(!this.#orders.has(order.orderId), 'an order id twice')
    if (order.role === 'entry') this.#checkEntry(order)
    else this.#checkExit(order)
    this.#orders.set(order.orderId, { ...order, filled: 0, isDone: false })
  }

  onOrderEvent(event: OrderEvent): void {
    const order = this.#order(event.orderId)
    assert(!order.isDone, 'an event after the end')
    if (event.kind === 'order-filled') this.#fill(order, event)
    else order.isDone = event.kind !== 'order-accepted'
  }

  /** The desk has booked the fill the venue told of just before. */
  onFill(row: FillRow): void {
    const event = this.#lastFilled
    assert(event !== undefined, 'a fill the venue knows nothing of')
    const isSame = row.price === event.price && row.quantity === event.quantity
    assert(isSame && row.fee === event.fee, 'booked another fill')
    this.#lastFilled = undefined
    this.#checkBooks()
  }

  #order(orderId: OrderId): Watched {
    const order = this.#orders.get(orderId)
    assert(order !== undefined, 'an event for an order that was never sent')
    return order
  }

  #live(instrument: number, role: OrderIntent['role']): Watched[] {
    return [...this.#orders.values()].filter(
      (order) => !order.isDone && order.instrument === instrument && order.role === role,
    )
  }

  #left(instrument: number, role: OrderIntent['role']): number {
    return this.#live(instrument, role).reduce((sum, of) => sum + of.quantity - of.filled, 0)
  }

  #checkEntry(order: OrderIntent): void {
    const { limits } = this.#setup
    this.entries += 1
    this.#entriesToday += 1
    const { equity, gross } = this.#worst(order)
    assert(this.#mode === 'normal', `an entry while in ${this.#mode}`)
    assert(equity > this.#marks.peak * (1 - limits.drawdownHalt), 'an entry beyond the drawdown')
    assert(
      equity > this.#marks.dayStart * (1 - limits.dailyLossMax),
      'an entry beyond the daily loss',
    )
    assert(this.#entriesToday <= limits.ordersPerDayMax, 'too many entries in a day')
    const held = this.#lots[order.instrument] as number
    const sign = signOf(order.side)
    const inFlight = this.#live(order.instrument, 'entry')
    assert(inFlight.length === 0 && held * sign >= 0, 'an entry on top of another, or against')
    const after = Math.abs(held) + order.quantity
    const value = this.#value(order.instrument)
    assert(after * value <= limits.positionMax * equity * 1.000000001, 'beyond the position limit')
    assert(gross <= limits.grossMax * equity * 1.000000001, 'beyond the gross limit')
    const notional = order.quantity * value
    assert(notional <= limits.orderNotionalMax * 1.000000001, 'too large an order')
    assert(notional >= limits.orderNotionalMin * 0.999999999, 'too small an order')
    assert(sign > 0 || !limits.isLongOnly, 'a short where nothing is sold short')
    if (sign < 0) this.shorts += 1
    this.#plans.set(order.orderId, this.#isStopPlanned(order, sign))
  }

  /** Equity at the last marks, and Σ |position| when this entry and all others in flight fill. */
  #worst(order: OrderIntent): { readonly equity: number; readonly gross: number } {
    let equity = Number(this.#cash()) / minorPerUnit
    let gross = 0
    for (let i = 0; i < this.#lots.length; i += 1) {
      const value = this.#value(i)
      const held = this.#lots[i] as number
      equity += held * value
      const entering = this.#left(i, 'entry') + (i === order.instrument ? order.quantity : 0)
      gross += (Math.abs(held) + entering) * value
    }
    return { equity, gross }
  }

  /** Quote units of one lot at the last close. */
  #value(i: number): number {
    const of = this.#setup.instruments[i] as Instrument
    return (this.desk?.marks[i] as number) * of.tickSize * of.lotSize
  }

  #cash(): bigint {
    return this.#setup.cash - this.#paid - this.#fees
  }

  #isStopPlanned(order: OrderIntent, sign: number): boolean {
    const stop = this.#decisions[order.instrument]?.stop ?? Number.NaN
    const ticks = stop / (this.#setup.instruments[order.instrument] as Instrument).tickSize
    const mark = this.desk?.marks[order.instrument] as number
    return ticks >= 1 && ticks < 1e15 && sign * (mark - ticks) > 1
  }

  #checkExit(order: OrderIntent): void {
    const held = this.#lots[order.instrument] as number
    assert(order.isReduceOnly, 'an exit that may open')
    assert(held > 0 === (order.side === 'sell') && held !== 0, 'an exit from nothing')
    const inFlight = order.role === 'exit' ? this.#left(order.instrument, 'exit') : 0
    assert(order.quantity + inFlight <= Math.abs(held), 'exits beyond what is held')
    const isTwice = order.role !== 'exit' && this.#live(order.instrument, order.role).length > 0
    assert(!isTwice, 'two live orders of one protection')
  }

  #fill(order: Watched, event: OrderFilled): void {
    const i = order.instrument
    const before = this.#lots[i] as number
    const after = before + signOf(order.side) * event.quantity
    if (order.role !== 'entry') {
      assert(Math.abs(after) < Math.abs(before) && after * before >= 0, 'an exit grew or flipped')
      if (order.role === 'stop') this.stops += 1
    }
    this.fills += 1
    this.#lots[i] = after
    order.filled += event.quantity
    assert(order.filled <= order.quantity, 'filled beyond its quantity')
    if (order.filled < order.quantity) this.partials += 1
    order.isDone = order.filled === order.quantity
    if (order.role === 'entry') this.#hasStop[i] = this.#plans.get(order.orderId) ?? false
    const { instruments, costs } = this.#setup
    const bar = this.#bar
    assert(bar !== undefined && bar.instrument === i, 'a fill without its bar')
    this.#roomUsed += event.quantity
    const isOurShare = this.#roomUsed <= bar.volume * costs.participationMax
    assert(isOurShare, 'more than our share of the bar')
    assertPrice(order, event, bar, costs)
    this.#paid += paidFor(instruments[i] as Instrument, order, event, costs)
    this.#fees += event.fee
    this.#lastFilled = event
  }

  /** Sums to zero, holdings are positions, the identity, and cash to the last unit. */
  #checkBooks(): void {
    const { desk } = this
    assert(desk !== undefined, 'the desk is there')
    desk.ledger.verify()
    const { positions, cash, deposits } = desk.ledger
    let [realised, open, fees] = [0n, 0n, 0n]
    for (let i = 0; i < this.#lots.length; i += 1) {
      assert(positions.lots[i] === this.#lots[i], 'positions are not the sum of the fills')
      realised += positions.realised(i)
      open += positions.openCost(i)
      fees += positions.fees(i)
    }
    assert(cash === this.#cash() && fees === this.#fees, 'cash is not what the fills say')
    const equity = desk.ledger.equity(desk.marks)
    const unrealised = equity - cash - open
    assert(realised + unrealised - fees === equity - deposits, 'the identity of the books')
  }

  /** Risk counts exactly what is out; execution knows exactly what is alive. */
  #checkInFlight(): void {
    const { desk } = this
    assert(desk !== undefined, 'the desk is there')
    const alive = [...this.#orders.values()].filter((order) => !order.isDone)
    const known = [...desk.orders.openOrders].map((order) => order.orderId)
    assert(alive.length === known.length, 'an order was lost or forgotten')
    const isFree = desk.risk.mode === 'normal'
    assert(isFree || alive.every(({ role }) => role !== 'entry'), 'an entry waits while paused')
    for (const order of alive) assert(known.includes(order.orderId), 'an order was forgotten')
    for (let i = 0; i < this.#lots.length; i += 1) {
      const signed = this.#live(i, 'entry').reduce(
        (sum, of) => sum + signOf(of.side) * (of.quantity - of.filled),
        0,
      )
      assert(desk.risk.entering[i] === signed, 'entries in flight are miscounted')
      assert(desk.risk.exiting[i] === this.#left(i, 'exit'), 'exits in flight are miscounted')
    }
    for (const order of this.#orders.values()) if (order.isDone) this.#orders.delete(order.orderId)
  }

  #checkProtection(i: number): void {
    const held = this.#lots[i] as number
    if (held === 0) {
      assert(this.#left(i, 'stop') + this.#left(i, 'target') === 0, 'protects nothing')
      this.#hasStop[i] = false
    } else if (this.#hasStop[i] === true && this.#live(i, 'entry').length === 0)
      assert(this.#left(i, 'stop') >= Math.abs(held), 'a position has lost its stop')
  }

  /** Whatever the mode and the losses: what the committee wants closed is being closed. */
  #checkWish({ instrument: i }: FeedBar): void {
    const seat = this.desk?.seats[i]
    const held = this.#lots[i] as number
    if (seat === undefined || seat.bars.length < seat.warmup) return
    const { exposure } = seat.committee
    const isHeard = seat.committee.voices().length > 0
    const isWanted = this.#live(i, 'entry').every((of) => signOf(of.side) * exposure > 0)
    assert(!isHeard || isWanted, 'an entry waits that nobody wants any more')
    if (isHeard && held !== 0 && exposure * held <= 0)
      assert(this.#left(i, 'exit') >= Math.abs(held), 'an exit was refused')
  }
}
