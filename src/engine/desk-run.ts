import { type Result, UserError } from '../base/index.ts'
import {
  type BarClosed,
  BarColumns,
  type BarPhase,
  type BreakerMoved,
  type ChampionChanged,
  type DeskEvent,
  type LimitAsked,
  type MemoryAgreed,
  type Micros,
  type Mode,
  type OrderEvent,
  type OutsideObserved,
  type PlanApproved,
} from '../domain/index.ts'
import type { OrderGateway } from '../execution/index.ts'
import type { Snapshot } from '../journal/index.ts'
import type { FeedBar } from '../market/index.ts'
import type { ColumnsBeside } from '../features/index.ts'
import type { LimitWish } from '../risk/index.ts'
import { agreeOn } from './agree.ts'
import { changeOn, dropBroken } from './change-champion.ts'
import { ContinuedJournal } from './continued-journal.ts'
import { Desk } from './desk.ts'
import type { Woken } from './desk-standings.ts'
import type { DeskRunOptions, Dismissal } from './desk-run-options.ts'
import { type BesidePort, ObservedColumns } from './observed-columns.ts'
import { stateHash } from './state-hash.ts'

/**
 * A desk on a journal: paper and replay. Every bar is journaled in full before it is taken in; on a
 * restart the recorded bars are taken in again first, and everything the desk does with them must
 * be what stands in the journal.
 */
export class DeskRun {
  readonly desk: Desk
  readonly columns: readonly BarColumns[]
  readonly #journal: ContinuedJournal
  readonly #gateway: OrderGateway | undefined
  readonly #beside: BesidePort | undefined
  readonly #observed: ObservedColumns | undefined
  readonly #dismissal: Dismissal | undefined
  readonly #holdsAt: DeskRunOptions['holdsAt']
  #isDismissed = false
  /** State hashes recorded at checkpoints that this run arrived at, or did not. */
  checkpoints: { readonly sequence: number; readonly isSame: boolean }[] = []

  constructor(options: DeskRunOptions) {
    const { setup, gateway, probe } = options
    this.columns = setup.instruments.map(() => new BarColumns(4_096))
    this.#journal = new ContinuedJournal(options.recorded, options.journal, options.onEvent)
    this.#gateway = gateway
    this.#beside = options.beside
    this.#dismissal = options.dismiss
    this.#holdsAt = options.holdsAt
    this.#observed = ObservedColumns.of(setup)
    const { champions } = options
    const mayConsult = this.#mayConsult.bind(this)
    const surroundings = { gateway, mayConsult, champions, probe, outside: this.outside }
    this.desk = new Desk(setup, this.columns, this.#journal, options.observer, surroundings)
    if (options.snapshot !== undefined) this.#skipTo(options.snapshot)
    this.goOn()
    if (this.#dismissal !== undefined && !this.#isDismissed) this.#dismiss(this.#dismissal)
  }

  /** What was known beside the bars of each instrument, where the desk is told of any. */
  get outside(): readonly ColumnsBeside[] | undefined {
    return this.#observed?.columns
  }

  /** Sequence of the last event of the journal. */
  get sequence(): number {
    return this.#journal.sequence
  }

  /** Close of the newest bar of any instrument; 0 before the first. */
  get newest(): Micros {
    let ts = 0
    for (const bars of this.columns)
      if (bars.length > 0) ts = Math.max(ts, bars.ts[bars.length - 1] as number)
    return ts as Micros
  }

  /**
   * What a feed has to go on after. A stop can fall between two bars of one time, so it is just
   * before the newest: those of that time come again, and the ones that are here are passed over.
   */
  get resumeAfter(): Micros {
    return Math.max(0, this.newest - 1) as Micros
  }

  /** Does all that is recorded again, to its end or to where it is held: bars are given. */
  goOn(): void {
    for (let next = this.#journal.pending; next !== undefined; next = this.#journal.pending) {
      if (this.#holdsAt?.(next) === true) return
      this.#redo(next)
    }
  }

  /** There is more in the record than was done again. */
  get isHeld(): boolean {
    return this.#journal.pending !== undefined
  }

  /** Journals a closed bar and takes it in, unless it is there already. */
  onBar(bar: FeedBar, phase: BarPhase): void {
    const { instrument, ts, open, high, low, close, volume } = bar
    const known = this.columns[instrument] as BarColumns
    if (known.length > 0 && ts <= (known.ts[known.length - 1] as number)) return
    for (const seen of this.#observed?.changesAt(instrument, ts, this.#beside) ?? [])
      this.#observe(seen)
    this.#take({ kind: 'bar-closed', instrument, ts, open, high, low, close, volume, phase })
  }

  /** No bar has come of an instrument for too long: of no matter where nothing is offered. */
  onSilence(instrument: number, ts: Micros): void {
    const isOffered = this.desk.seats[instrument]?.quoting.isOut === true
    const isWatched = this.desk.setup.guard !== undefined
    if (isWatched || isOffered || this.desk.risk.enteringMost(instrument) > 0)
      this.desk.onClock({ kind: 'feed-silent', ts, instrument })
  }

  /** Bars or not, time has passed. */
  onTime(ts: Micros): void {
    if (this.desk.isDue(ts)) this.desk.onClock({ kind: 'time-passed', ts })
  }

  /**
   * A person, or what stands for one, moves the desk to another mode.
   *
   * @param ts - When it is wanted; now when left out.
   * @returns Whether it moved. Agents that were dismissed are asked again in normal.
   */
  toMode(to: Mode, actor: string, reason: string, isHold = false, ts?: Micros): boolean {
    const hasMoved = this.desk.toMode(to, actor, reason, isHold, ts)
    if (hasMoved && to === 'normal') this.#isDismissed = false
    return hasMoved
  }

  /**
   * A person wants another limit: a tighter one holds at once, a wider one a day later.
   *
   * @returns What was recorded, or why nothing was.
   */
  askLimit(wish: LimitWish): Result<LimitAsked> {
    const asked = this.desk.guard.limits.ask(wish, this.newest)
    if (asked.ok) this.#takeLimit(asked.value)
    return asked
  }

  /** A person wakes what hibernates. @returns Whether anything did. */
  wake(asked: Woken): boolean {
    this.desk.advance(asked.ts)
    const isAwake = this.desk.guard.wake(asked)
    this.#journal.commit()
    return isAwake
  }

  /** What was voted on, or approved by a person, holds from now on. @returns Whether it does. */
  agree(event: PlanApproved | MemoryAgreed): boolean {
    return agreeOn(this.desk, this.#journal, event)
  }

  /**
   * Another version of a strategy decides from now on, between two turns of the desk.
   *
   * @returns Whether the desk has a seat for it, and it is another than sits there.
   */
  changeChampion(event: ChampionChanged): boolean {
    this.desk.champion?.dropBroken()
    if (this.desk.champion?.version === event.version) return false
    return changeOn(this.desk, this.#journal, event)
  }

  #takeLimit(event: LimitAsked): void {
    this.desk.advance(event.ts)
    this.#journal.append(event)
    this.#journal.commit()
    this.desk.guard.limits.apply(event)
  }

  /** A breaker was moved outside: something is amiss with a venue or a market, or well again. */
  onBreaker(event: BreakerMoved): void {
    this.desk.onBreaker(event)
  }

  commit(): void {
    this.#journal.commit()
  }

  /** Agents may hang: who takes over asks none, from exactly where the record ends. */
  #mayConsult(): boolean {
    if (this.#isDismissed) return false
    dropBroken(this.desk, this.#journal)
    const { pending } = this.#journal
    if (pending?.kind === 'agents-dismissed') this.#dismiss(pending)
    else if (pending === undefined && this.#dismissal !== undefined) this.#dismiss(this.#dismissal)
    return !this.#isDismissed
  }

  #dismiss({ actor, reason }: Dismissal): void {
    this.#isDismissed = true
    this.#journal.append({ kind: 'agents-dismissed', ts: this.desk.now, actor, reason })
  }

  /** Records the hash of the whole state, durably. @returns The hash. */
  checkpoint(): string {
    const found = stateHash(this.desk)
    // Who breaks while it says what it remembers is gone before the state is recorded.
    const hash = this.desk.champion?.dropBroken() === true ? stateHash(this.desk) : found
    this.#journal.append({ kind: 'checkpoint', ts: this.desk.now, stateHash: hash })
    this.#journal.commit()
    return hash
  }

  #take(bar: BarClosed): void {
    const bars = this.columns[bar.instrument] as BarColumns
    this.#journal.append(bar)
    this.#push(bar)
    this.desk.onBar(bar.instrument, bars.length - 1, bars.length, bar.phase)
  }

  #push({ instrument, ts, open, high, low, close, volume }: BarClosed): void {
    this.columns[instrument]?.push(ts, open, high, low, close, volume)
    this.#observed?.push(instrument)
  }

  /** @returns Whether it is of a column of this desk. */
  #observe(event: OutsideObserved): boolean {
    if (this.#observed?.knows(event) !== true) return false
    this.#journal.append(event)
    this.#observed.take(event)
    return true
  }

  #redo(event: DeskEvent): void {
    if (event.kind === 'bar-closed') this.#take(event)
    else if (event.kind === 'outside-observed' && this.#observe(event)) return
    else if (event.kind === 'mode-changed' && event.actor !== 'desk') {
      this.desk.advance(event.ts)
      this.toMode(event.to, event.actor, event.reason, event.isHold)
    } else if (event.kind === 'checkpoint') {
      this.checkpoints.push({
        sequence: this.#journal.sequence + 1,
        isSame: event.stateHash === stateHash(this.desk),
      })
      this.#journal.skip()
    } else if (event.kind === 'legs-asked') this.desk.askLegs(event)
    else if (event.kind === 'limit-asked') this.#takeLimit(event)
    else if (event.kind === 'plan-approved' && this.agree(event)) return
    else if (event.kind === 'memory-agreed' && this.agree(event)) return
    else if (event.kind === 'champion-changed' && changeOn(this.desk, this.#journal, event)) return
    else if (event.kind === 'standing-changed' && event.actor !== 'desk') this.wake(event)
    else if (event.kind === 'agents-dismissed') this.#dismiss(event)
    else if (event.kind === 'breaker-moved' && event.actor === 'venue') this.onBreaker(event)
    else if (event.kind === 'feed-silent' || event.kind === 'time-passed') this.desk.onClock(event)
    else if (event.kind === 'account-observed') {
      this.desk.advance(event.ts)
      this.desk.observe(event)
    } else if (this.#gateway !== undefined && isHeard(event)) {
      this.#gateway.recall(event)
      this.desk.onOrderEvent(event)
    } else
      throw new UserError(
        'replay-diverged',
        `Event ${this.#journal.sequence + 1} of the journal is ${event.kind}, and running it ` +
          'again does not come to it: the program, an agent file or the journal has changed.',
      )
  }

  /** Fills the columns up to a snapshot without running, then takes on its state. */
  #skipTo(snapshot: Snapshot): void {
    let last: DeskEvent | undefined
    for (let next = this.#journal.pending; next !== undefined; next = this.#journal.pending) {
      if (this.#journal.sequence >= snapshot.sequence) break
      if (next.kind === 'bar-closed') this.#push(next)
      else if (next.kind === 'outside-observed') this.#observed?.take(next)
      else if (next.kind === 'agents-dismissed') this.#isDismissed = true
      else if (next.kind === 'mode-changed' && next.to === 'normal') this.#isDismissed = false
      last = next
      this.#journal.skip()
      this.desk.memory?.onRecorded(this.#journal.sequence, next, this.columns)
    }
    // Anybody can write a snapshot that is whole; what the journal says of that place nobody can.
    if (last?.kind !== 'checkpoint' || last.stateHash !== snapshot.stateHash)
      throw new UserError(
        'snapshot-unlike',
        `The snapshot of event ${snapshot.sequence} is not of the state that the journal has ` +
          'there; remove the folder snapshots of the desk, and it runs the journal again.',
      )
    this.desk.load(snapshot.state)
  }
}

function isHeard(event: DeskEvent): event is OrderEvent {
  return event.kind.startsWith('order-')
}
