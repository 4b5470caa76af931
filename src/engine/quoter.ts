import type { Quotes } from '../agents/index.ts'
import { type OrderIntent, type QuotePairIntent, type Side, signOf } from '../domain/index.ts'
import { type Approved, checkOrder, sizeQuotes } from '../risk/index.ts'
import { reserveLimit } from './continued-journal.ts'
import type { Seat } from './seat.ts'
import type { TraderTools } from './trader-tools.ts'
import type { Workbench } from './workbench.ts'

const sides = ['buy', 'sell'] as const

/**
 * Keeps a bid and an ask in the book. A side that would take the position away from flat is cut to
 * what the inventory has room for, one that leads back to flat to what is held. An order that
 * stands right, and has at least half of its size, keeps its place in the queue.
 */
export class Quoter {
  readonly #desk: Workbench
  readonly #tools: TraderTools

  constructor(desk: Workbench, tools: TraderTools) {
    this.#desk = desk
    this.#tools = tools
  }

  /** Keeps what is wanted in the book, unless what is held is being closed. */
  pursue(i: number, seat: Seat, quotes: Quotes): void {
    const { risk, marks } = this.#desk
    const wider = widened(quotes, this.#desk.guard.widening(i))
    const intent = sizeQuotes(seat.instrument, i, wider, marks[i] as number, risk)
    const isClosing = risk.exiting[i] !== 0 || seat.protection.closing > 0
    if (intent === undefined || isClosing) return this.withdraw(seat)
    if (!seat.quoting.isOut) this.#tools.record(i, seat)
    risk.planned[i] = 0
    seat.protection.plan({ stop: 0, target: 0 }, seat.committee.holdUs)
    this.#keep(i, seat, intent)
  }

  /** Makes what is out fit `intent`. Both sides go out together. */
  #keep(i: number, seat: Seat, intent: QuotePairIntent): void {
    const wanted: Approved<OrderIntent>[] = []
    for (const side of sides) {
      const order = this.#side(seat, side, intent)
      if (order !== undefined) wanted.push(order)
    }
    const fitting = this.#withRoom(i, seat, wanted)
    for (const { order } of fitting) seat.quoting.set(order.side, order.orderId)
    if (fitting.length > 0) this.#tools.send(fitting)
  }

  /** Those there is room for, under the caps and on the disk: else what leads back to flat. */
  #withRoom(
    i: number,
    seat: Seat,
    wanted: readonly Approved<OrderIntent>[],
  ): readonly Approved<OrderIntent>[] {
    const exits = wanted.filter(({ order }) => order.isReduceOnly)
    if (exits.length === wanted.length) return wanted
    const capped = this.#desk.orders.refusal(wanted)
    const { limit, was, max } = capped ?? { limit: reserveLimit, was: 0, max: 0 }
    if (capped === undefined && !this.#tools.isReserveOnly()) return wanted
    this.#tools.refuse(i, seat, limit, was, max)
    return exits
  }

  /** Takes both sides back. */
  withdraw(seat: Seat): void {
    if (seat.quoting.isOut) this.#desk.orders.cancel(seat.quoting.out, this.#desk.now)
  }

  /** The order to send for one side; `undefined` when none is, or not yet. */
  #side(seat: Seat, side: Side, intent: QuotePairIntent): Approved<OrderIntent> | undefined {
    const { orders, risk, now } = this.#desk
    const { instrument: i } = intent
    const ticks = side === 'buy' ? intent.bid : intent.ask
    const lots = this.#lots(side, intent)
    const out = seat.quoting[side]
    const open = out === 0 ? undefined : orders.order(out)
    const sign = signOf(side)
    const isReducing = (risk.lots[i] as number) * sign < 0
    if (open !== undefined) {
      const left = orders.leftOf(open)
      const isOurSize = left <= lots && left * 2 >= lots
      if (open.price === ticks && isOurSize && open.isReduceOnly === isReducing) return undefined
      orders.cancel([open.orderId], now)
      // A distant venue says later that it is gone: until then there is no room for another.
      if (orders.order(open.orderId) !== undefined) return undefined
    }
    if (lots === 0) return undefined
    const made = this.#tools.order(i, sign * lots, 'limit', 'quote', ticks)
    const verdict = checkOrder({ ...made, isReduceOnly: isReducing }, risk)
    if (verdict.ok) return verdict.approved
    this.#tools.refuse(i, seat, verdict.limit, verdict.was, verdict.max)
    return undefined
  }

  #lots(side: Side, { instrument: i, quantity, inventoryMax }: QuotePairIntent): number {
    const { risk } = this.#desk
    const held = (risk.lots[i] as number) * signOf(side)
    if (held < 0) return Math.min(quantity, -held)
    if (risk.mode !== 'normal' || (side === 'sell' && risk.limits.isLongOnly)) return 0
    return Math.min(quantity, Math.max(0, inventoryMax - held))
  }
}

/** The same about the same middle, so many times as far apart. */
function widened(quotes: Quotes, factor: number): Quotes {
  if (factor === 1) return quotes
  const middle = (quotes.bid + quotes.ask) / 2
  const half = (factor * (quotes.ask - quotes.bid)) / 2
  return { ...quotes, bid: middle - half, ask: middle + half }
}
