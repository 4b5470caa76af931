import type { Micros } from '../../domain/index.ts'
import type { FaultableExchange } from '../sim/fault/fault-calendar.ts'
import { FaultCalendar } from '../sim/fault/fault-calendar.ts'
import { FaultChances } from '../sim/fault/fault-chances.ts'
import { FaultGate } from '../sim/fault/fault-gate.ts'
import type { FaultPlan } from '../sim/fault/fault-plan.ts'
import type { Dialect, WireReply, WireRequest } from './dialect.ts'

/** All who ask share one allowance. */
const everybody = 0

/**
 * What goes wrong with a served exchange: requests declined for nothing, throttled, answered as
 * failed though they were carried out; outages, maintenance, cancel-only times, busts, new rules
 * and delistings. What a plan says of messages on the way is for `FaultyExchange`, which has a way.
 */
export class WireFaults {
  readonly #gate: FaultGate
  readonly #calendar: FaultCalendar

  constructor(plan: FaultPlan, seed: number, exchange: () => FaultableExchange, startTs: Micros) {
    const chances = new FaultChances(seed)
    this.#gate = new FaultGate({ ...plan, driftPpm: 0 }, chances)
    this.#calendar = new FaultCalendar(plan, chances, startTs, exchange)
  }

  /**
   * Has the dialect answer, or says in its words what goes wrong. Reading fails in outages only.
   */
  answer(request: WireRequest, dialect: Dialect, ts: Micros): WireReply {
    const standing = this.#calendar.standingAt(ts)
    const isFree = isRead(request) && !standing.isOut
    const declined = isFree ? undefined : this.#gate.decline(everybody, ts, ts, standing)
    if (declined !== undefined) return dialect.refuse(declined)
    const reply = dialect.answer(request, ts)
    const failed = isFree ? undefined : this.#gate.failAfter()
    return failed === undefined ? reply : dialect.refuse(failed)
  }

  onTrade(trade: number): void {
    this.#calendar.note(trade)
  }

  onTime(ts: Micros): void {
    if (this.#calendar.nextTs <= ts) this.#calendar.step(ts)
  }
}

function isRead({ method, query, path }: WireRequest): boolean {
  if (path.startsWith('/0/')) return path.startsWith('/0/public/')
  return method === 'GET' && !query.includes('signature=')
}
