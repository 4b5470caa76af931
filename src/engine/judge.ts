import type { Json } from '../base/index.ts'
import type { Yardsticks } from '../committee/index.ts'
import type { Journal } from '../kernel/index.ts'
import type { ChampionSeat } from './champion-seat.ts'
import { LegDesk } from './leg-desk.ts'
import type { Earned } from './earned.ts'
import type { DeskProbe } from './desk-probe.ts'
import type { DeskObserver } from './observer.ts'
import type { Seat } from './seat.ts'
import { Swarm } from './swarm.ts'
import type { Trader } from './trader.ts'

/** Where what happens is written down, and who watches. */
type Scribes = {
  readonly journal: Journal
  readonly observer: DeskObserver
  readonly probe?: DeskProbe | undefined
}

/** What came of a bar. */
type Decided = { readonly seat: Seat; readonly close: number; readonly isDecided: boolean }

/** What of a desk a judge works on. */
type Bench = ConstructorParameters<typeof LegDesk>[0] & {
  readonly earned: Earned | undefined
  readonly champion: ChampionSeat | undefined
}

/** Has the agents of an instrument asked at the close of its bar, and what they come to done. */
export class Judge {
  readonly #desk: Bench
  readonly #trader: Trader
  readonly #observer: DeskObserver
  readonly #probe: DeskProbe | undefined
  readonly #mayConsult: () => boolean
  readonly #legs: LegDesk
  readonly #yardsticks: Yardsticks | undefined
  /** Who says which instruments have a team; all have one without it. */
  readonly swarm: Swarm | undefined

  constructor(
    desk: Bench,
    trader: Trader,
    { journal, observer, probe }: Scribes,
    mayConsult: () => boolean = () => true,
  ) {
    this.#desk = desk
    this.#trader = trader
    this.#observer = observer
    this.#probe = probe
    this.#mayConsult = mayConsult
    this.#legs = new LegDesk(desk)
    this.#yardsticks = desk.earned?.yardsticks
    const { setup, risk, guard, seats } = desk
    this.swarm =
      setup.swarm &&
      new Swarm(setup, setup.swarm, seats, {
        isHeld: (i) => risk.lots[i] !== 0,
        isHibernating: (i) => guard.isHibernating(i),
        wake: (i, ts, reason) => guard.wakeByConsensus(i, ts, reason),
        record: (event) => {
          journal.append(event)
          observer.onControl(event)
        },
      })
  }

  judge(i: number, seat: Seat, row: number): void {
    const { guard } = this.#desk
    if (guard.isHibernating(i)) return this.#abandon(i, seat)
    if (!this.#mayConsult()) return this.#trader.rest(seat)
    if (this.swarm !== undefined && !this.swarm.isActive(i)) return this.#watch(i, seat, row)
    const share = this.#share(i)
    this.#probe?.onStage('opinions', i)
    seat.consult(row, share, guard.limits.agentsMax, this.#observer)
    this.#askBefore(seat, row, share)
    if (seat.wantsLegs) this.#legs.onSeat(i, seat)
    const close = seat.bars.close[row] as number
    if (this.#trader.legs.owns(i)) return this.#yardsticks?.onBar(i, close)
    const { isRunning } = this.#trader.windDown
    this.#probe?.onStage('committee', i)
    const isDecided = seat.committee.decide()
    if (this.#probe !== undefined) this.#tell(this.#probe, i, { seat, close, isDecided })
    this.#yardsticks?.onBar(i, close, isDecided ? seat.committee.exposure : 0)
    if (!isDecided) return this.#pass(i, seat)
    seat.isInherited = false
    if (seat.isWatched) seat.tell()
    this.#trader[isRunning ? 'leave' : 'pursue'](i, seat, share)
  }

  /**
   * Who broke while it was asked has said nothing; the one before it is asked instead. The others
   * have spoken: asked twice they would learn of one bar twice, and a replay asks them once.
   */
  #askBefore(seat: Seat, row: number, share: number): void {
    const { champion } = this.#desk
    while (champion?.dropBroken() === true) seat.ask(champion.place, row, share, this.#observer)
  }

  #tell(probe: DeskProbe, i: number, { seat: { committee }, close, isDecided }: Decided): void {
    probe.onJudged({
      ts: this.#desk.now,
      instrument: i,
      close,
      exposure: isDecided ? committee.exposure : 0,
      lots: this.#desk.risk.lots[i] as number,
      voices: committee.voices(),
    })
    probe.onStage('risk', i)
  }

  /** Nothing is decided: what stands stays, but not what somebody wanted who is gone. */
  #pass(i: number, seat: Seat): void {
    const { risk } = this.#desk
    if (!seat.isInherited) return this.#trader.rest(seat)
    seat.isInherited = risk.lots[i] !== 0 || risk.entering[i] !== 0
    this.#abandon(i, seat)
  }

  /** Nobody decides on what has no team: what is still held of it is closed. */
  #watch(i: number, seat: Seat, row: number): void {
    seat.watch(row, this.swarm?.watchersOf(i) ?? 0, this.#observer)
    this.#abandon(i, seat)
  }

  #abandon(i: number, seat: Seat): void {
    seat.skilled?.release()
    this.#trader.abandon(i, seat)
  }

  /** Signed share of equity held in instrument `i`. */
  #share(i: number): number {
    const { lots, lotValue, equity } = this.#desk.risk
    return lots[i] === 0 ? 0 : ((lots[i] as number) * (lotValue[i] as number)) / equity
  }

  save(): { readonly [key: string]: Json } {
    return {
      ...(this.swarm === undefined ? {} : { swarm: this.swarm.save() }),
      ...(this.#legs.isEmpty ? {} : { wished: this.#legs.save() }),
    }
  }

  load(saved: { readonly [key: string]: Json }): void {
    this.swarm?.load(saved['swarm'] as Json)
    this.#legs.load(saved['wished'] ?? [])
  }
}
