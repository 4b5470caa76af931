import type { Json } from '../../base/index.ts'
import {
  dayUs,
  type Instrument,
  minorPerUnit,
  type OrderEvent,
  type OrderFilled,
  type OrderIntent,
  signOf,
} from '../../domain/index.ts'
import type { Approved } from '../../risk/index.ts'
import type { CapName, CapRefusal, CapTerms } from './cap-terms.ts'
import { LastMinute } from './last-minute.ts'
import { OwnCount } from './own-count.ts'
import { Pace } from './pace.ts'
import { type SentLots, SentRooms } from './sent-lots.ts'

/**
 * Caps in the send path that hold whatever risk has approved: orders a second, value a minute and a
 * UTC day, and never more filled than was ordered. It shares no code with risk, keeps its own count
 * of what is held from the fills it hears, and caps only what adds to that. What exceeds is
 * refused, never queued. Synchronous, without a clock: time is that of the orders.
 */
export class HardCaps {
  readonly #terms: CapTerms
  readonly #count: OwnCount
  readonly #pace: Pace
  readonly #minute = new LastMinute()
  readonly #sent = new SentRooms()
  /** Lots of ways out that are on their way, by instrument. */
  readonly #exiting: Float64Array
  readonly #start: number
  #day = 0
  #dayEnd = 0
  /** Equity the multiples are of. */
  #base: number
  #shutBy = 0

  /** @param cash - What the desk begins with, minor quote units. */
  constructor(terms: CapTerms, instruments: readonly Instrument[], cash: bigint) {
    this.#terms = terms
    this.#count = new OwnCount(instruments, cash)
    this.#pace = new Pace(terms.ordersPerSecond)
    this.#exiting = new Float64Array(instruments.length)
    this.#start = Number(cash)
    this.#base = this.#start
  }

  /** Signed lots held, by its own count. */
  held(instrument: number): number {
    return this.#count.lots[instrument] as number
  }

  /** Whether more was filled than was ordered: nothing that adds risk leaves any more. */
  get isShut(): boolean {
    return this.#shutBy !== 0
  }

  /** A person has looked at what happened, and lets orders out again. */
  reopen(): void {
    this.#shutBy = 0
  }

  /** Whether orders may leave together, were they sent now. Counts nothing. */
  refusal(orders: readonly Approved<OrderIntent>[]): CapRefusal | undefined {
    let adding = 0
    let value = 0
    let ts = 0
    for (const { order } of orders) {
      if (this.#isReducing(order)) continue
      adding += 1
      value += this.#value(order)
      ts = order.ts
    }
    return adding === 0 ? undefined : this.#judge(ts, adding, value)
  }

  /** Lets an order out and counts it, or refuses it and does not. Asked right before it leaves. */
  take(order: OrderIntent): CapRefusal | undefined {
    const isReducing = this.#isReducing(order)
    if (!isReducing) {
      const value = this.#value(order)
      const refused = this.#judge(order.ts, 1, value)
      if (refused !== undefined) return refused
      this.#pace.take()
      this.#spend(value)
    }
    const room = this.#sent.room(order.orderId)
    room.instrument = order.instrument
    room.sign = signOf(order.side)
    room.ordered = order.quantity
    room.ticks = ticksOf(order)
    room.isExit = isReducing && !isProtective(order)
    if (room.isExit) this.#exiting[order.instrument] = this.#exitingOf(order) + order.quantity
    if (order.type === 'market') this.#count.seen(order.instrument, order.arrival)
    return undefined
  }

  /** An order that is out may fill up to `lots` from now on, filled ones counted in. */
  allow(orderId: number, lots: number): void {
    const of = this.#sent.find(orderId)
    if (of !== undefined && lots > of.ordered) of.ordered = lots
  }

  /** Takes in what became of an order. A fill that is told again counts once. */
  hear(event: OrderEvent): void {
    const of = this.#sent.find(event.orderId)
    if (event.kind === 'order-filled') this.#onFill(event, of)
    else if (of === undefined) return
    else if (event.kind === 'order-accepted') this.#reopened(of)
    else if (event.kind === 'order-amend-rejected') this.allow(of.orderId, event.quantity)
    else if (isEnd(event)) this.#end(of)
  }

  #onFill(event: OrderFilled, of: SentLots | undefined): void {
    // A fill of nothing that was let out is more than was ordered.
    if (of === undefined) {
      this.#shutBy = event.orderId
      return
    }
    if (event.fill <= of.lastFill) return
    const lots: number = event.quantity
    const { instrument: i, sign } = of
    of.lastFill = event.fill
    of.filled += lots
    this.#count.fill(i, sign * lots, event.price, event.fee)
    if (event.taken !== undefined) this.#count.giveUp(i, event.taken)
    if (of.isExit && !of.isOver) this.#leave(of, lots)
    if (!(of.filled <= of.ordered)) this.#shutBy = of.orderId
    // An order that said it was worth less than it was is counted at what it was.
    const more = (event.price - of.ticks) * lots * (this.#count.factors[i] as number)
    if (more > 0) {
      this.#advance(event.tsInit)
      this.#spend(more / minorPerUnit)
    }
    if (of.filled >= of.ordered) this.#end(of)
  }

  /** It was refused, and taken all the same. */
  #reopened(of: SentLots): void {
    if (!of.isOver || of.filled >= of.ordered) return
    of.isOver = false
    if (of.isExit) this.#leave(of, of.filled - of.ordered)
  }

  #end(of: SentLots): void {
    if (of.isOver) return
    if (of.isExit) this.#leave(of, of.ordered - of.filled)
    this.#sent.end(of)
  }

  /** `lots` of a way out are on their way no longer. */
  #leave({ instrument: i }: SentLots, lots: number): void {
    this.#exiting[i] = Math.max(0, (this.#exiting[i] as number) - lots)
  }

  #exitingOf({ instrument }: OrderIntent): number {
    return this.#exiting[instrument] as number
  }

  /**
   * Whether an order can only shrink what is held. What rests as a protection does not count the
   * others that do: the venue lets whichever fires only reduce.
   */
  #isReducing(order: OrderIntent): boolean {
    const held = this.#count.lots[order.instrument] as number
    if (held === 0 || held > 0 === (order.side === 'buy')) return false
    const exiting = isProtective(order) ? 0 : this.#exitingOf(order)
    return order.quantity <= Math.abs(held) - exiting
  }

  /** Quote units. */
  #value(order: OrderIntent): number {
    const factor = this.#count.factors[order.instrument] as number
    return (order.quantity * ticksOf(order) * factor) / minorPerUnit
  }

  /** Compared so that whatever is not a number is refused. */
  #judge(ts: number, orders: number, value: number): CapRefusal | undefined {
    this.#advance(ts)
    if (this.#shutBy !== 0) return refused('hard-cap-shut', 1, 0)
    const equity = this.#base / minorPerUnit
    const { ordersPerSecond, notionalPerMinute, notionalPerDay } = this.#terms
    const { left } = this.#pace
    if (!(orders <= left)) {
      const was = ordersPerSecond - left + orders
      return refused('hard-cap-rate', was, ordersPerSecond)
    }
    const minute = this.#minute.total + value
    if (!(minute <= notionalPerMinute * equity))
      return refused('hard-cap-minute', minute, notionalPerMinute * equity)
    const day = this.#day + value
    if (!(day <= notionalPerDay * equity))
      return refused('hard-cap-day', day, notionalPerDay * equity)
    return undefined
  }

  #spend(value: number): void {
    this.#minute.add(value)
    this.#day += value
  }

  #advance(ts: number): void {
    this.#pace.advance(ts)
    this.#minute.advance(ts)
    if (!(ts >= this.#dayEnd)) return
    if (this.#dayEnd !== 0) this.#base = this.#newBase()
    this.#dayEnd = (Math.floor(ts / dayUs) + 1) * dayUs
    this.#day = 0
  }

  /** Equity by its own count, and at most twice that of the day before: one price may be a lie. */
  #newBase(): number {
    return Math.min(this.#count.equity(), 2 * Math.max(this.#base, this.#start))
  }

  save(): Json {
    return {
      count: this.#count.save(),
      pace: this.#pace.save(),
      minute: this.#minute.save(),
      sent: this.#sent.save(),
      exiting: [...this.#exiting],
      day: [this.#day, this.#dayEnd, this.#base],
      ...(this.#shutBy === 0 ? {} : { shutBy: this.#shutBy }),
    }
  }

  /** To be called on caps of the same terms and instruments. */
  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    const [day, dayEnd, base] = saved['day'] as readonly number[]
    this.#count.load(saved['count'] as Json)
    this.#pace.load(saved['pace'] as Json)
    this.#minute.load(saved['minute'] as Json)
    this.#sent.load(saved['sent'] as Json)
    this.#exiting.set(saved['exiting'] as readonly number[])
    this.#day = day ?? 0
    this.#dayEnd = dayEnd ?? 0
    this.#base = base ?? 0
    this.#shutBy = Number(saved['shutBy'] ?? 0)
  }
}

/** What an order is counted at: the worse of where the market was and what it may pay. */
function ticksOf({ price, arrival }: OrderIntent): number {
  return price > arrival ? price : arrival
}

/** Rests at the venue and may only shrink what is held. */
function isProtective({ type, isReduceOnly }: OrderIntent): boolean {
  return isReduceOnly && type !== 'market'
}

function isEnd({ kind }: OrderEvent): boolean {
  return kind === 'order-canceled' || kind === 'order-expired' || kind === 'order-rejected'
}

function refused(limit: CapName, was: number, max: number): CapRefusal {
  return { limit, was, max }
}
