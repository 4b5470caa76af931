import type { Json } from '../base/index.ts'
import {
  isDone,
  markFactors,
  type Mode,
  type Order,
  type OrderEvent,
  type OrderFilled,
  type OrderId,
  type OrderIntent,
  type OrderRole,
  type OrderType,
  type Price,
  price,
  quantity,
  type Side,
} from '../domain/index.ts'
import type { Journal } from '../kernel/index.ts'
import { type Approved, checkOrder } from '../risk/index.ts'
import { DeskRecord } from './desk-record.ts'
import type { DeskObserver } from './observer.ts'
import { Fills } from './fills.ts'
import { Entrant } from './entrant.ts'
import { LegSets } from './leg-sets.ts'
import { Protector } from './protector.ts'
import { Quoter } from './quoter.ts'
import type { Seat } from './seat.ts'
import type { TraderTools } from './trader-tools.ts'
import { Upkeep } from './upkeep.ts'
import { WindDown } from './wind-down.ts'
import type { Workbench } from './workbench.ts'

/**
 * Turns decisions into orders and fills into books: asks risk for size and leave, hands approved
 * orders to execution, and keeps a stop and a target around whatever is held.
 */
export class Trader {
  readonly #desk: Workbench
  readonly #observer: DeskObserver
  readonly #lotFactors: Float64Array
  readonly #protector: Protector
  readonly #quoter: Quoter
  readonly #entrant: Entrant
  readonly legs: LegSets
  readonly windDown: WindDown
  readonly #fills: Fills
  readonly #record: DeskRecord
  readonly upkeep: Upkeep

  constructor(desk: Workbench, journal: Journal, observer: DeskObserver) {
    this.#desk = desk
    this.#observer = observer
    this.#lotFactors = markFactors(desk.setup.instruments)
    this.#record = new DeskRecord(desk, journal, observer)
    const tools: TraderTools = {
      order: this.#order.bind(this),
      send: this.#send.bind(this),
      isReserveOnly: () => journal.isReserveOnly,
      reduce: this.#reduce.bind(this),
      record: (i, seat) => this.#record.decision(i, seat),
      cut: (cut) => this.#record.cut(cut),
      refuse: (i, seat, limit, was, max) => this.#record.refusal(i, seat, { limit, was, max }),
    }
    this.#protector = new Protector(desk, tools)
    this.#quoter = new Quoter(desk, tools)
    this.#entrant = new Entrant(desk, tools)
    this.legs = new LegSets(desk, tools)
    const { legs } = this
    this.#fills = new Fills(desk, observer)
    this.windDown = new WindDown(desk, {
      reduce: tools.reduce,
      dropTarget: (seat) => this.#protector.dropTarget(seat),
      giveUpLegs: () => legs.giveUpAll(),
      alert: (code, text) => this.#record.alert(code, text),
    })
    this.upkeep = new Upkeep(desk, {
      protector: this.#protector,
      legs,
      windDown: this.windDown,
      entrant: this.#entrant,
      exit: this.#exit.bind(this),
    })
  }

  /** Tells risk what a lot is worth now. */
  price(i: number, ticks: number): void {
    const { risk } = this.#desk
    risk.ticks[i] = ticks
    risk.lotValue[i] = ticks * (this.#lotFactors[i] as number)
  }

  /** Moves what is held towards what the committee of `seat` wants, if that is worth an order. */
  pursue(i: number, seat: Seat, share: number): void {
    const { setup, risk } = this.#desk
    const { exposure } = seat.committee
    if (Math.sign(exposure) !== Math.sign(seat.decided)) this.#record.decision(i, seat)
    const wish = risk.limits.isLongOnly ? Math.max(0, exposure) : exposure
    const { quotes } = seat.committee
    // What an entry on its way is to be protected by stands in the plan that quotes would clear.
    if (quotes !== undefined && this.#dropEntries(i)) return
    if (quotes !== undefined) return this.#quoter.pursue(i, seat, quotes)
    if (seat.quoting.isOut) this.#quoter.withdraw(seat)
    const side = Math.sign(wish)
    if (seat.spent !== 0) {
      if (side === seat.spent) return
      seat.spent = 0
    }
    const held = risk.lots[i] as number
    const entering = risk.entering[i] as number
    if (held !== 0 && side !== Math.sign(held)) this.#exit(i, seat, held, true)
    else if (entering !== 0 && side !== Math.sign(entering)) this.#dropEntries(i)
    else if (side !== 0 && this.#mayEnter(i, seat, entering)) {
      if (held !== 0 && seat.committee.follows) this.#protector.follow(i, seat, held)
      if (held !== 0 && Math.abs(wish - share) <= setup.rebalanceMin) return
      // A paused desk says so once, not on every bar on which it would have bought.
      if (held === 0 && risk.mode !== 'normal' && seat.refused === 'mode') return
      const { stop, target } = seat.committee
      this.#entrant.pursue(i, seat, { kind: 'target', instrument: i, exposure: wish, stop, target })
    }
  }

  /** Whether no entry is out; one that waits at a price that is not wanted is taken back first. */
  #mayEnter(i: number, seat: Seat, entering: number): boolean {
    return entering === 0 || (this.#entrant.isOutdated(i, seat) && !this.#dropEntries(i))
  }

  /** Closes what the committee does not want any more; nothing else is done of what it wants. */
  leave(i: number, seat: Seat): void {
    const held = this.#desk.risk.lots[i] as number
    const isWanted = Math.sign(seat.committee.exposure) === Math.sign(held)
    if (held !== 0 && !isWanted) this.#exit(i, seat, held, true)
  }

  /** Nobody is asked any more: what is held is closed. */
  abandon(i: number, seat: Seat): void {
    const held = this.#desk.risk.lots[i] as number
    if (held !== 0) return this.#exit(i, seat, held)
    if (this.#entrant.isWaiting(i)) this.#dropEntries(i)
    this.rest(seat)
  }

  /** Nobody decides: what is held stays, and nothing is offered to strangers any longer. */
  rest(seat: Seat): void {
    seat.spent = 0
    this.#quoter.withdraw(seat)
  }

  /** The desk has moved to another mode: what may add risk is taken back. */
  onMode(to: Mode): void {
    if (to !== 'normal') this.withdraw()
    const { isHold, mover } = this.#desk.risk
    // What a venue said sells nothing.
    if (to === 'reduce' && mover !== 'venue') this.windDown.begin('reduce')
    else if (to === 'emergency' && !isHold) this.windDown.begin('emergency')
    else this.windDown.end()
  }

  /** Takes back every entry that has not filled yet. */
  withdraw(): void {
    const { orders, seats, now } = this.#desk
    // One commit for all: a commit for each would hold up the last by hundreds of them.
    if (orders.isDistant) orders.cancel(this.#entering(), now)
    else for (const i of seats.keys()) this.withdrawFrom(i)
  }

  /** What may add risk and is out, in the order in which it is taken back one by one. */
  #entering(): readonly OrderId[] {
    const { orders, seats } = this.#desk
    const entries = seats.map((): OrderId[] => [])
    for (const { role, instrument, orderId } of orders.openOrders)
      if (role === 'entry') entries[instrument]?.push(orderId)
    return seats.flatMap(({ quoting }, i) => [...quoting.out, ...(entries[i] ?? [])])
  }

  /** The same for one instrument. */
  withdrawFrom(i: number): void {
    this.#quoter.withdraw(this.#desk.seats[i] as Seat)
    this.#dropEntries(i)
  }

  /**
   * Takes back what an entry has not filled yet: nothing may reopen what is being closed.
   *
   * @returns Whether any is still out: a distant venue says later that it is gone.
   */
  #dropEntries(i: number): boolean {
    const { orders, risk, now } = this.#desk
    if (risk.enteringMost(i) === 0) return false
    const entries = [...orders.openOrders].filter(
      (order) => order.instrument === i && order.role === 'entry',
    )
    const ids = entries.map((order) => order.orderId)
    orders.cancel(ids, now)
    return ids.some((id) => orders.order(id) !== undefined)
  }

  #exit(i: number, seat: Seat, held: number, isDecided = false): void {
    this.#quoter.withdraw(seat)
    this.#dropEntries(i)
    this.#reduce(i, seat, Math.abs(held), isDecided)
  }

  /**
   * Closes `lots` of what is held, less what is being closed already.
   *
   * @param isDecided - The committee wants it, just now; else a person, a clock or a lost stop
   *   does, and what it said last is none of that.
   */
  #reduce(i: number, seat: Seat, lots: number, isDecided = false): void {
    const { risk } = this.#desk
    const left = lots - (risk.exiting[i] as number)
    // Who winds down asks with every bar: steps may have grown finer since.
    const isPatient = risk.mode === 'normal' && seat.protection.little.isWaiting(left)
    if (left <= 0 || isPatient) return
    if (isDecided) this.#record.decision(i, seat)
    if (this.#protector.yields(seat, left)) return
    const delta = (risk.lots[i] as number) > 0 ? -left : left
    const verdict = checkOrder(this.#order(i, delta, 'market', 'exit', 0), risk)
    if (verdict.ok) this.#send([verdict.approved])
  }

  #order(i: number, delta: number, type: OrderType, role: OrderRole, ticks: number): OrderIntent {
    const side: Side = delta > 0 ? 'buy' : 'sell'
    return {
      orderId: this.#desk.orders.nextId(),
      instrument: i,
      side,
      type,
      role,
      quantity: quantity(Math.abs(delta)),
      price: price(ticks),
      arrival: (type === 'market' ? this.#desk.marks[i] : ticks) as Price,
      isReduceOnly: role !== 'entry',
      ts: this.#desk.now,
    }
  }

  #send(orders: readonly Approved<OrderIntent>[]): void {
    for (const { order } of orders) this.#observer.onOrder(order)
    this.#desk.orders.submit(orders)
  }

  /** Books what an order event means. Called after the order itself has taken it in. */
  onOrderEvent(order: Order, event: OrderEvent): void {
    const seat = this.#desk.seats[order.instrument] as Seat
    const isStopGone = isDone(order) && seat.protection.stopOrder === order.orderId
    const isTargetGone = isDone(order) && seat.protection.targetOrder === order.orderId
    if (isDone(order)) {
      seat.protection.drop(order.orderId)
      seat.quoting.drop(order.orderId)
    }
    seat.protection.little.hear(order, event)
    if (event.kind === 'order-accepted' && seat.protection.stopOrder === order.orderId)
      seat.protection.mend()
    if (event.kind === 'order-filled' && order.role === 'exit') seat.protection.tries = 0
    if (event.kind === 'order-filled') this.#onFill(seat, order, event)
    if (event.kind === 'order-amend-rejected') this.#protector.onNotAmended(order, seat)
    if (isStopGone) this.#protector.onStopGone(order.instrument, seat)
    if (isDone(order) && order.role === 'quote') this.#protector.onFreed(order.instrument, seat)
    if (isDone(order) && order.role === 'exit') this.#protector.onExitGone(order.instrument, seat)
    if (isTargetGone && order.filled > 0) this.#protector.onTargetGone(order.instrument, seat)
    this.legs.onOrderEvent(order, event)
    this.windDown.keepUp()
  }

  save(): { readonly [key: string]: Json } {
    const windDown = this.windDown.save()
    return {
      ...(this.#fills.isNeeded ? { results: this.#fills.save() } : {}),
      ...(windDown === null ? {} : { windDown }),
      ...(this.#entrant.isEmpty ? {} : { brief: this.#entrant.save() }),
    }
  }

  load(saved: { readonly [key: string]: Json }): void {
    this.#fills.load(saved['results'] ?? [])
    this.windDown.load(saved['windDown'] ?? null)
    this.#entrant.load(saved['brief'] ?? [])
    for (const [i, ticks] of this.#desk.marks.entries()) if (ticks > 0) this.price(i, ticks)
  }

  #onFill(seat: Seat, order: Order, event: OrderFilled): void {
    const { instrument: i } = order
    const { before, held } = this.#fills.take(order, event)
    if (order.role === 'stop' || order.role === 'target') seat.spent = Math.sign(before)
    if (held === 0) seat.protection.untilTs = 0
    if (order.role === 'entry' || (order.role === 'quote' && before === 0))
      seat.protection.adopt(this.#desk.now)
    if (order.role === 'stop' || order.role === 'target') {
      this.#dropEntries(i)
      // What a stop or target leaves of a position, the same order goes on closing; its sibling is
      // cut to it where that needs no moment without one.
      if (held !== 0 && this.#desk.setup.amends !== true) return
    }
    this.#protector.protect(i, seat, held)
  }
}
