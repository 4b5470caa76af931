import type { TargetIntent } from '../domain/index.ts'
import {
  checkOrder,
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

/** Makes what is held what is wanted, as far as risk allows: it says how much, and whether. */
export class Entrant {
  readonly #desk: Workbench
  readonly #tools: TraderTools

  constructor(desk: Workbench, tools: TraderTools) {
    this.#desk = desk
    this.#tools = tools
  }

  pursue(i: number, seat: Seat, intent: TargetIntent): void {
    const { risk, marks } = this.#desk
    const ticks = marks[i] as number
    const { exposure } = intent
    const { instrument: of, committee } = seat
    const levels = protectiveLevels(of, Math.sign(exposure), ticks, intent)
    const { confidence } = committee
    const trust = this.#desk.guard.strategyShare(committee.leader)
    const wish = { of, instrument: i, exposure, confidence, ticks, levels, trust }
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
    this.#enter(i, seat, levels, delta, sizing)
  }

  #enter(i: number, seat: Seat, levels: Levels, delta: number, sizing: Sizing): void {
    const { risk } = this.#desk
    const { refuse, order, record, send } = this.#tools
    // What space is left on a full disk is kept for exits.
    if (this.#tools.isReserveOnly()) return refuse(i, seat, reserveLimit, 0, 0)
    risk.planned[i] = levels.stop
    const verdict = checkOrder(order(i, delta, 'market', 'entry', 0), risk)
    if (!verdict.ok) return refuse(i, seat, verdict.limit, verdict.was, verdict.max)
    const capped = this.#desk.orders.refusal([verdict.approved])
    if (capped !== undefined) return refuse(i, seat, capped.limit, capped.was, capped.max)
    record(i, seat)
    if (risk.lots[i] === 0) seat.leader = seat.committee.leader
    if (sizing.cut !== undefined && this.#isGuarded) this.#noteCut(i, sizing.cut, sizing)
    seat.protection.plan(levels, seat.committee.holdUs)
    send([verdict.approved])
  }

  /** Without rules to guard by it records what desks of before did, so that they replay. */
  get #isGuarded(): boolean {
    return this.#desk.setup.guard !== undefined
  }

  #noteCut(instrument: number, limit: LimitName, { wished: was, allowed: max }: Sizing): void {
    this.#tools.cut({ kind: 'intent-cut', ts: this.#desk.now, instrument, limit, was, max })
  }
}
