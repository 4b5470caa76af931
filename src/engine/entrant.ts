import type { Json } from '../base/index.ts'
import { type OrderId, price, type TargetIntent } from '../domain/index.ts'
import {
  checkOrder,
  entryBound,
  type Levels,
  type LimitName,
  protectiveLevels,
  type Sizing,
  sizeTarget,
} from '../risk/index.ts'
import { reserveLimit } from './continued-journal.ts'
import type { Seat } from './seat.ts'
import type { TraderTools } from './trader-tools.ts'
import type { Workbench } from './workbench.ts'

/** An entry as it was decided. */
type Entry = {
  readonly levels: Levels
  /** Signed lots. */
  readonly delta: number
  readonly sizing: Sizing
  /** The worst price, in ticks; `undefined` for any. */
  readonly bound: number | undefined
}

/** Makes what is held what is wanted, as far as risk allows: it says how much, and whether. */
export class Entrant {
  readonly #desk: Workbench
  readonly #tools: TraderTools
  /** By instrument, entries that wait for one bar and no longer. */
  readonly #brief = new Map<number, OrderId>()

  constructor(desk: Workbench, tools: TraderTools) {
    this.#desk = desk
    this.#tools = tools
  }

  pursue(i: number, seat: Seat, intent: TargetIntent): void {
    const { risk, marks } = this.#desk
    const { exposure } = intent
    const { instrument: of, committee } = seat
    const bound = this.#bound(i, seat, exposure)
    const mark = marks[i] as number
    // What waits at its price is entered there, and counts at the market until then.
    const entry = bound !== undefined && committee.limit > 0 ? bound : mark
    const levels = protectiveLevels(of, Math.sign(exposure), entry, intent)
    const ticks = Math.max(entry, mark)
    const { confidence } = committee
    const trust = this.#desk.guard.strategyShare(committee.leader)
    const sized = levelsAt(levels, ticks, exposure)
    const wish = { of, instrument: i, exposure, confidence, ticks, levels: sized, trust }
    const sizing = sizeTarget(wish, risk)
    const held = risk.lots[i] as number
    const delta = sizing.lots - held
    if (delta === 0 && held === 0 && sizing.cut !== undefined && this.#isGuarded)
      return this.#tools.refuse(i, seat, sizing.cut, sizing.wished, sizing.allowed)
    if (delta === 0) return
    // The limits may have cut the wish to what is held: what is left of it must be worth an order.
    const change = (Math.abs(delta) * (risk.lotValue[i] as number)) / risk.equity
    if (held !== 0 && change <= this.#desk.setup.rebalanceMin) return
    if (held !== 0 && delta > 0 !== held > 0)
      return this.#tools.reduce(i, seat, Math.abs(delta), true)
    this.#enter(i, seat, { levels, delta, sizing, bound })
  }

  /** The worst price of an entry, in ticks; `undefined` for any. */
  #bound(i: number, { instrument, committee }: Seat, exposure: number): number | undefined {
    return entryBound(instrument, Math.sign(exposure), this.#desk.marks[i] as number, committee)
  }

  /** Whether an entry waits at another price than is wanted now. */
  isOutdated(i: number, seat: Seat): boolean {
    const { exposure, limit } = seat.committee
    for (const { instrument, role, type, price } of this.#desk.orders.openOrders) {
      if (instrument !== i || role !== 'entry' || type !== 'limit') continue
      if (!(limit > 0) || price !== this.#bound(i, seat, exposure)) return true
    }
    return false
  }

  /** Whether an entry waits at a price of its own. */
  isWaiting(i: number): boolean {
    for (const { instrument, role, type } of this.#desk.orders.openOrders)
      if (instrument === i && role === 'entry' && type === 'limit') return true
    return false
  }

  /** A bar has closed: what was to wait for no other is taken back. */
  onBar(i: number): void {
    const brief = this.#brief.get(i)
    if (brief === undefined) return
    this.#brief.delete(i)
    this.#desk.orders.cancel([brief], this.#desk.now)
  }

  #enter(i: number, seat: Seat, { levels, delta, sizing, bound }: Entry): void {
    const { risk } = this.#desk
    const { refuse, order, record, send } = this.#tools
    // What space is left on a full disk is kept for exits.
    if (this.#tools.isReserveOnly()) return refuse(i, seat, reserveLimit, 0, 0)
    risk.planned[i] = levels.stop
    const made = order(i, delta, bound === undefined ? 'market' : 'limit', 'entry', bound ?? 0)
    const isBrief = bound !== undefined && !(seat.committee.limit > 0)
    const arrival = price(this.#desk.marks[i] as number)
    const verdict = checkOrder(isBrief ? { ...made, arrival } : made, risk)
    if (!verdict.ok) return refuse(i, seat, verdict.limit, verdict.was, verdict.max)
    const capped = this.#desk.orders.refusal([verdict.approved])
    if (capped !== undefined) return refuse(i, seat, capped.limit, capped.was, capped.max)
    record(i, seat)
    if (risk.lots[i] === 0) seat.leader = seat.committee.leader
    if (sizing.cut !== undefined && this.#isGuarded) this.#noteCut(i, sizing.cut, sizing)
    seat.protection.plan(levels, seat.committee.holdUs)
    if (isBrief) this.#brief.set(i, made.orderId)
    send([verdict.approved])
  }

  /** Without rules to guard by it records what desks of before did, so that they replay. */
  get #isGuarded(): boolean {
    return this.#desk.setup.guard !== undefined
  }

  get isEmpty(): boolean {
    return this.#brief.size === 0
  }

  save(): Json {
    return [...this.#brief]
  }

  load(state: Json): void {
    this.#brief.clear()
    for (const [i, orderId] of state as readonly (readonly [number, OrderId])[])
      this.#brief.set(i, orderId)
  }

  #noteCut(instrument: number, limit: LimitName, { wished: was, allowed: max }: Sizing): void {
    this.#tools.cut({ kind: 'intent-cut', ts: this.#desk.now, instrument, limit, was, max })
  }
}

/** The levels as they are sized by at `ticks`: a target that has been passed there says nothing. */
function levelsAt(levels: Levels, ticks: number, exposure: number): Levels {
  const { stop, target } = levels
  return target === 0 || (target - ticks) * exposure > 0 ? levels : { stop, target: 0 }
}
