import type { Json } from '../base/index.ts'
import {
  type ControlEvent,
  type Micros,
  minorPerUnit,
  type Scope,
  type StandingChanged,
} from '../domain/index.ts'
import type { Ledger } from '../ledger/index.ts'
import {
  allottedToInstrument,
  allottedToStrategy,
  type RiskBook,
  type StandingScope,
  Standings,
} from '../risk/index.ts'
import type { DeskSetup } from './desk-setup.ts'

/**
 * What instruments and strategies have made of the capital allotted to them. An instrument counts
 * what is booked and what is open; a strategy what the positions brought that it led into, once
 * they are closed. Quote units.
 */
export class DeskStandings {
  readonly #ledger: Ledger
  readonly #book: RiskBook
  readonly #take: (event: ControlEvent) => void
  readonly #instruments: Standings
  readonly #strategies: Standings
  /** Realised less fees of each instrument, and what is still open of it cost. */
  readonly #booked: Float64Array
  readonly #cost: Float64Array
  /** Brought by each strategy. */
  readonly #earned: Float64Array

  constructor(
    { instruments, agents, limits, cash }: DeskSetup,
    ledger: Ledger,
    book: RiskBook,
    take: (event: ControlEvent) => void,
  ) {
    this.#ledger = ledger
    this.#book = book
    this.#take = take
    const equity = Number(cash) / minorPerUnit
    const each = allottedToInstrument(limits, equity)
    this.#instruments = new Standings(
      'instrument',
      Array.from(instruments, () => each),
    )
    const part = allottedToStrategy(limits, equity, Math.max(1, agents.length))
    this.#strategies = new Standings(
      'strategy',
      Array.from(agents, () => part),
    )
    this.#booked = new Float64Array(instruments.length)
    this.#cost = new Float64Array(instruments.length)
    this.#earned = new Float64Array(agents.length)
  }

  /** After a fill of instrument `i` was booked. */
  onFill(i: number): void {
    const { positions } = this.#ledger
    this.#booked[i] = Number(positions.net(i)) / minorPerUnit
    this.#cost[i] = Number(positions.openCost(i)) / minorPerUnit
  }

  /** After the books were marked. Allocates nothing unless a standing moves. */
  onMark(i: number, ts: Micros): void {
    const { lots, lotValue, standing } = this.#book
    const held = lots[i] as number
    const worth = held === 0 ? 0 : (held * (lotValue[i] as number)) / minorPerUnit
    const net = (this.#booked[i] as number) + worth - (this.#cost[i] as number)
    const change = this.#instruments.mark(i, ts, net)
    if (change === undefined) return
    standing[i] = change.share
    this.#take(change)
  }

  /** A position that `agent` led into was closed. */
  onClosed(agent: number, ts: Micros, net: number): void {
    if (agent < 0 || agent >= this.#earned.length) return
    const earned = (this.#earned[agent] as number) + net
    this.#earned[agent] = earned
    const change = this.#strategies.mark(agent, ts, earned)
    if (change !== undefined) this.#take(change)
  }

  strategyShare(agent: number): number {
    return agent < 0 ? 1 : this.#strategies.share(agent)
  }

  /** Whether nobody is to be asked about instrument `i`. */
  isHibernating(i: number): boolean {
    return this.#instruments.isHibernating(i)
  }

  /** Part of its full size that something is trusted with. */
  share(scope: StandingScope, subject: number): number {
    return this.#of(scope).share(subject)
  }

  isAsleep(scope: StandingScope, subject: number): boolean {
    return this.#of(scope).isHibernating(subject)
  }

  /** Net P&L of the capital allotted. */
  pnl(scope: StandingScope, subject: number): number {
    return this.#of(scope).pnl(subject)
  }

  #of(scope: StandingScope): Standings {
    return scope === 'instrument' ? this.#instruments : this.#strategies
  }

  /** A person wakes what hibernates. @returns Whether it did. */
  wake({ scope, subject, ts, actor, reason }: Woken): boolean {
    const of = scope === 'instrument' ? this.#instruments : this.#strategies
    return this.#woken(of.wake(subject, ts, actor, reason))
  }

  /** The same of instrument `i`, on the word of explorers. */
  wakeByConsensus(i: number, ts: Micros, reason: string): void {
    this.#woken(this.#instruments.wakeByConsensus(i, ts, reason))
  }

  #woken(change: StandingChanged | undefined): boolean {
    if (change === undefined) return false
    if (change.scope === 'instrument') this.#book.standing[change.subject] = change.share
    this.#take(change)
    return true
  }

  save(): Json {
    return {
      instruments: this.#instruments.save(),
      strategies: this.#strategies.save(),
      booked: [...this.#booked],
      cost: [...this.#cost],
      earned: [...this.#earned],
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#instruments.load(saved['instruments'] ?? null)
    this.#strategies.load(saved['strategies'] ?? null)
    this.#booked.set(saved['booked'] as readonly number[])
    this.#cost.set(saved['cost'] as readonly number[])
    this.#earned.set(saved['earned'] as readonly number[])
    for (let i = 0; i < this.#book.standing.length; i += 1)
      this.#book.standing[i] = this.#instruments.share(i)
  }
}

/** Who wakes what, and why. */
export type Woken = {
  readonly scope: Scope
  readonly subject: number
  readonly ts: Micros
  readonly actor: string
  readonly reason: string
}
