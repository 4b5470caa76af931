import type { Json } from '../base/index.ts'
import {
  type AccountObserved,
  type BarColumns,
  type BarPhase,
  type BreakerMoved,
  type FeedSilent,
  type LegsAsked,
  type Micros,
  type Mode,
  type OrderEvent,
  type TimePassed,
} from '../domain/index.ts'
import { OrderDesk, type VenueAccount } from '../execution/index.ts'
import type { Journal } from '../kernel/index.ts'
import { Ledger } from '../ledger/index.ts'
import { mayMove, type RiskBook } from '../risk/index.ts'
import type { DeskExchange } from '../venue/index.ts'
import { ChampionSeat } from './champion-seat.ts'
import { capsOf, type DeskSurroundings, exchangeOf } from './desk-surroundings.ts'
import { DeskAccount } from './desk-account.ts'
import { DeskGuard } from './desk-guard.ts'
import { DeskMarks } from './desk-marks.ts'
import { DeskMemory } from './desk-memory.ts'
import type { DeskSetup } from './desk-setup.ts'
import type { DeskObserver } from './observer.ts'
import type { LegSet } from './leg-set.ts'
import { type Earned, loadEarned, saveEarned } from './earned.ts'
import type { Seat } from './seat.ts'
import { seatsOf } from './seats-of.ts'
import { Judge } from './judge.ts'
import type { Swarm } from './swarm.ts'
import { Trader } from './trader.ts'
import type { WindDown } from './wind-down.ts'

/**
 * The desk: one synchronous machine that takes in closed bars and everything that follows from
 * them. Backtest, paper and replay hand it the same bars in the same order and get the same bytes;
 * they differ in where bars come from and where the journal is kept.
 *
 * A bar is first matched against the orders that wait, then marked, then judged: agents opine, the
 * committee decides, risk sizes and checks, execution sends. Nothing looks past the bar.
 */
export class Desk {
  readonly setup: DeskSetup
  readonly ledger: Ledger
  readonly risk: RiskBook
  /** All that risk knows beyond its book, kept up bar by bar. */
  readonly guard: DeskGuard
  readonly orders: OrderDesk
  readonly earned: Earned | undefined
  readonly memory: DeskMemory | undefined
  readonly seats: readonly Seat[]
  /** Where versions of a strategy follow each other, where they do. */
  readonly champion: ChampionSeat | undefined
  /** Last close of every instrument, ticks. */
  readonly marks: Float64Array
  readonly #exchange: DeskExchange
  readonly #account: DeskAccount
  readonly #journal: Journal
  readonly #observer: DeskObserver
  readonly #trader: Trader
  readonly #marked: DeskMarks
  readonly #judge: Judge
  readonly swarm: Swarm | undefined
  #now = 0 as Micros
  /** Bars taken in, of every phase. */
  bars = 0

  constructor(
    setup: DeskSetup,
    columns: readonly BarColumns[],
    written: Journal,
    observer: DeskObserver,
    surroundings: DeskSurroundings = {},
  ) {
    this.setup = setup
    const memory = DeskMemory.of(setup)
    this.memory = memory
    const journal = memory?.over(written) ?? written
    this.#journal = journal
    this.#observer = observer
    this.marks = new Float64Array(setup.instruments.length)
    this.ledger = new Ledger(setup.instruments)
    this.ledger.deposit(setup.cash)
    const scribes = { journal, observer, probe: surroundings.probe }
    this.champion = ChampionSeat.of(setup, surroundings.champions, this, scribes)
    const champion = surroundings.champion ?? this.champion
    this.guard = new DeskGuard(setup, columns, this.ledger, { ...scribes, champion })
    this.risk = this.guard.book
    this.risk.awaitsAccount = surroundings.gateway !== undefined
    this.#exchange = exchangeOf(setup, surroundings, () => this.ledger.cash)
    this.orders = new OrderDesk(this.#exchange, journal, this.risk, capsOf(setup))
    const onStop = (i: number, ticks: number): void => this.risk.stopAt(i, ticks)
    const beside = { outside: surroundings.outside, memory }
    ;({ seats: this.seats, earned: this.earned } = seatsOf(setup, columns, beside, onStop))
    this.#trader = new Trader(this, journal, observer)
    this.#marked = new DeskMarks(this, observer, scribes.probe)
    this.#judge = new Judge(this, this.#trader, scribes, surroundings.mayConsult)
    this.swarm = this.#judge.swarm
    this.#exchange.connect(this)
    this.#account = new DeskAccount(this)
  }

  get now(): Micros {
    return this.#now
  }

  /**
   * Takes in row `row` of instrument `i`. Rows come in the total order (ts, instrument), each once.
   *
   * @param end - Rows of that instrument that exist already: features may be folded up to there.
   */
  onBar(i: number, row: number, end: number, phase: BarPhase): void {
    const seat = this.seats[i] as Seat
    const { bars } = seat
    this.#now = bars.ts[row] as Micros
    this.bars += 1
    this.memory?.onBar(i, bars, row)
    this.#marked.onTime()
    if (this.swarm !== undefined) this.swarm.onTime(this.#now, phase === 'live')
    if (this.#exchange.isTouched(i, bars.low[row] as number, bars.high[row] as number))
      this.#exchange.onBar(i, bars, row)
    const close = bars.close[row] as number
    this.marks[i] = close
    this.#trader.price(i, close)
    this.#marked.move(i, seat, row, end)
    this.guard.onBar(i, this.#now, bars, row)
    if (phase === 'warm') return
    this.#marked.onBar(i)
    this.#trader.upkeep.onBar(i, seat)
    if (phase === 'live' && row + 1 >= seat.warmup) this.#judge.judge(i, seat, row)
  }

  /** Something happens between bars. */
  advance(ts: Micros): void {
    if (ts > this.#now) this.#now = ts
  }

  /** Whether something is owed to a position at `ts`, were there no bar until then. */
  isDue(ts: Micros): boolean {
    return this.#trader.upkeep.isDue(ts)
  }

  /** Something is due, or nobody knows what the market is: what is offered there is taken back. */
  onClock(event: FeedSilent | TimePassed): void {
    this.advance(event.ts)
    this.#journal.append(event)
    this.#journal.commit()
    if (event.kind === 'time-passed') this.#trader.upkeep.onTime()
    else {
      this.guard.onSilence(event.instrument, event.ts)
      this.#trader.withdrawFrom(event.instrument)
    }
  }

  /** A breaker was moved outside the desk. */
  onBreaker(event: BreakerMoved): void {
    this.advance(event.ts)
    this.#journal.append(event)
    this.#journal.commit()
    this.#observer.onControl(event)
    this.guard.onBreaker(event)
  }

  /** What a venue says. Anything it could not have said pauses the desk. */
  onOrderEvent(event: OrderEvent): void {
    const heard = this.orders.hear(event)
    if (heard === 'duplicate') return
    // Of what leaves no record no time is taken either: the journal done again would not know it.
    if (heard !== 'anomaly' || this.risk.mode === 'normal') this.advance(event.tsInit)
    if (heard === 'anomaly') {
      this.toMode('pause', 'venue', `order ${event.orderId} heard an impossible ${event.kind}`)
      return
    }
    this.#observer.onOrderEvent(event)
    this.#trader.onOrderEvent(heard.order, event)
  }

  /** What the account at a distant venue holds. @returns Whether it is what the books say. */
  onAccount(account: VenueAccount): boolean {
    return this.#account.onAccount(account)
  }

  /** Somebody has looked at what the books cannot explain, and takes it as it is. */
  adopt(actor: string, reason: string): void {
    this.#account.adopt(actor, reason)
  }

  /** Whether it is written down what the account held besides the books. */
  get isAccountKnown(): boolean {
    return this.#account.isKnown
  }

  /** Somebody wants legs that belong together. They are on record before anything is done. */
  askLegs(asked: LegsAsked): void {
    this.advance(asked.ts)
    this.#journal.append(asked)
    this.#journal.commit()
    this.#trader.legs.begin(asked.intent)
  }

  /** Legs that belong together and are out, or held. */
  get legSets(): readonly LegSet[] {
    return this.#trader.legs.all
  }

  /** From now on drift is measured from here. */
  observe(event: AccountObserved): void {
    this.#account.set(event.beyond)
    this.risk.awaitsAccount = false
    this.#journal.append(event)
    this.#journal.commit()
  }

  /**
   * Moves to another control mode. Nobody but a person with a reason moves it away from safety.
   * Entries that wait are taken back: they would be new risk.
   *
   * @param isHold - In emergency: what is held, and its stops, are left alone.
   * @param ts - When somebody wants it; now when left out.
   * @returns Whether it moved.
   */
  toMode(to: Mode, actor: string, reason: string, isHold = false, ts?: Micros): boolean {
    const { risk } = this
    const from = risk.mode
    const isFuller = to === 'emergency' && from === to && risk.isHold && !isHold
    if (!isFuller && !mayMove(from, to, actor, reason)) return false
    if (ts !== undefined) this.advance(ts)
    const held = isHold && to === 'emergency' ? ({ isHold: true } as const) : {}
    const change = {
      kind: 'mode-changed',
      ts: this.#now,
      from,
      to,
      actor,
      reason,
      ...held,
    } as const
    this.#journal.append(change)
    this.#journal.commit()
    risk.move(to, actor, held.isHold === true)
    this.#observer.onMode(change)
    this.#trader.onMode(to)
    if (to === 'normal') this.orders.reopen()
    return true
  }

  /** How what is held is being closed, or would be. */
  get windDown(): WindDown {
    return this.#trader.windDown
  }

  /** Equity in minor units, as a float, at the last marks. */
  equity(): number {
    this.ledger.mark(this.marks)
    return this.ledger.equityFloat
  }

  /** The whole state, as plain JSON. Two desks in the same state give the same text. */
  save(): Json {
    return {
      now: this.#now,
      bars: this.bars,
      marks: [...this.marks],
      ledger: this.ledger.save(),
      risk: this.guard.save(),
      orders: this.orders.save(),
      exchange: this.#exchange.save(),
      seats: this.seats.map((seat) => seat.save()),
      ...(this.earned === undefined ? {} : { earned: saveEarned(this.earned) }),
      ...this.memory?.save(),
      ...(this.champion === undefined ? {} : { champion: this.champion.save() }),
      ...(this.#account.isKnown ? { account: this.#account.save() } : {}),
      ...this.#trader.save(),
      ...this.#judge.save(),
      ...(this.#trader.legs.isEmpty ? {} : { legs: this.#trader.legs.save() }),
    }
  }

  /** Takes on a saved state. The columns must hold the rows that were taken in before it. */
  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#now = Number(saved['now']) as Micros
    this.bars = Number(saved['bars'])
    this.marks.set(saved['marks'] as readonly number[])
    this.ledger.load(saved['ledger'] as Json)
    this.guard.load(saved['risk'] as Json)
    this.orders.load(saved['orders'] as Json)
    this.#exchange.load(saved['exchange'] as Json)
    if (saved['account'] !== undefined) this.#account.load(saved['account'])
    this.#trader.legs.load(saved['legs'] ?? [])
    if (this.earned !== undefined) loadEarned(this.earned, saved['earned'] as Json)
    this.champion?.load(saved['champion'] as Json)
    const seats = saved['seats'] as readonly Json[]
    for (const [i, seat] of this.seats.entries()) seat.load(seats[i] as Json)
    this.#trader.load(saved)
    this.#judge.load(saved)
  }
}
