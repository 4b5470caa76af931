import type { Json } from '../base/index.ts'
import {
  type BarColumns,
  type BreakerMoved,
  type ControlEvent,
  hourUs,
  type Micros,
  minorPerUnit,
} from '../domain/index.ts'
import type { Journal } from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import {
  Breakers,
  DeskConditions,
  type FillSeen,
  type Limits,
  MarketRisk,
  RiskBook,
  RollbackWatch,
  type StressRow,
} from '../risk/index.ts'
import type { ChampionPort } from './desk-surroundings.ts'
import { DeskLimits } from './desk-limits.ts'
import { DeskStandings, type Woken } from './desk-standings.ts'
import type { DeskSetup } from './desk-setup.ts'
import { requireSetup } from './require-setup.ts'
import type { DeskObserver } from './observer.ts'
import { StressWatch } from './stress-watch.ts'

/** What is held is played through again after so long; after every fill in any case. */
const stressEveryUs = 4 * hourUs

/** Puts on record what has moved. */
type Take = (event: ControlEvent) => void

type GuardNeeds = {
  readonly journal: Journal
  readonly observer: DeskObserver
  /** Who is told when a strategy that was promoted lately does badly. */
  readonly champion?: ChampionPort | undefined
}

/**
 * Risk's book, and all that it is kept up with: how prices move, breakers, what instruments and
 * strategies have earned of trust, stress tests. It follows from bars and fills alone.
 */
export class DeskGuard {
  readonly book: RiskBook
  readonly #market: MarketRisk | undefined
  readonly #stress: StressWatch
  readonly #breakers: Breakers | undefined
  readonly #conditions: DeskConditions | undefined
  readonly #standings: DeskStandings | undefined
  readonly limits: DeskLimits
  readonly #take: Take
  readonly #rules: DeskSetup['guard']
  readonly #rollback = new RollbackWatch()
  readonly #champion: ChampionPort | undefined
  /** When the stress tests are played again at the latest. */
  #stressTs = 0

  constructor(
    setup: DeskSetup,
    columns: readonly BarColumns[],
    ledger: Ledger,
    { journal, observer, champion }: GuardNeeds,
  ) {
    const take: Take = (event) => {
      journal.append(event)
      observer.onControl(event)
    }
    requireSetup(setup)
    const { instruments, limits, guard } = setup
    this.#market = marketOf(setup)
    const place = {
      assets: numbered(instruments.map(({ base }) => base)),
      venues: numbered(instruments.map(({ id }) => id.slice(id.indexOf('.')))),
    }
    this.book = new RiskBook(limits, ledger.positions.lots, place, this.#market)
    this.#take = take
    this.#rules = guard
    this.#champion = champion
    this.limits = new DeskLimits(setup, this.book)
    this.#stress = new StressWatch(setup, columns, ledger, this.book, this.#market)
    if (guard === undefined) return
    this.#breakers = new Breakers({
      instruments: instruments.length,
      agents: setup.agents.length,
      rules: guard.breakers,
      actor: 'desk',
      onMove: take,
    })
    this.book.breaker = this.#breakers.shares
    this.#conditions = new DeskConditions({
      breakers: this.#breakers,
      rules: guard.breakers,
      instruments: instruments.length,
      slippage: setup.costs.slippage,
      gap: limits.costBuffer,
    })
    if (guard.hasStandings) this.#standings = new DeskStandings(setup, ledger, this.book, take)
  }

  /** Bar `row` of instrument `i` has closed. */
  onBar(i: number, ts: Micros, bars: BarColumns, row: number): void {
    this.#market?.onClose(i, ts, bars.close[row] as number)
    this.#conditions?.onBar(i, bars, row, ts)
  }

  /** The books have been marked after it. @param isWhole - Nothing more closes at `ts`. */
  onMark(i: number, ts: Micros, isWhole: boolean): void {
    this.#standings?.onMark(i, ts)
    if (isWhole && ts >= this.limits.nextTs) this.#revise(ts)
    if (ts >= this.#stressTs) this.#play(ts)
    if (isWhole && this.#champion !== undefined) this.#watch(ts, this.#champion)
  }

  /** What was marked last was whole, and nobody had said so: what looks at all of it does now. */
  onWhole(ts: Micros): void {
    if (ts >= this.limits.nextTs) this.#revise(ts)
    if (this.#champion !== undefined) this.#watch(ts, this.#champion)
  }

  #revise(ts: Micros): void {
    const tier = this.limits.onMark(ts)
    if (tier !== undefined) this.#take(tier)
  }

  /** In the same turn: what was promoted and does badly does not decide on this bar any more. */
  #watch(ts: Micros, champion: ChampionPort): void {
    const reason = this.#rollback.mark(champion.promotedTs, this.book)
    if (reason === undefined) return
    const text = champion.restore(reason)
      ? `the strategies of before are back: ${reason}`
      : `there are no strategies of before to put back: ${reason}`
    this.#take({ kind: 'alert-raised', ts, code: 'rolled-back', text })
  }

  /** No bar comes of instrument `i` any more. */
  onSilence(i: number, ts: Micros): void {
    this.#conditions?.onSilence(i, ts)
  }

  /** A fill has been booked. @param leader - The agent whose levels its entry had; -1 for none. */
  onFill(fill: FillSeen, ts: Micros, net: bigint | undefined, leader: number): void {
    this.book.touch()
    this.#conditions?.onFill(fill, ts)
    if (net !== undefined) {
      this.book.closed(net)
      this.#rollback.closed(net)
      this.#standings?.onClosed(leader, ts, Number(net) / minorPerUnit)
    }
    this.#standings?.onFill(fill.instrument)
    this.#stressTs = 0
  }

  /** A breaker was moved outside. */
  onBreaker(event: BreakerMoved): void {
    this.#breakers?.apply(event)
  }

  /** Breakers that are open, or half open. */
  get openBreakers(): readonly BreakerMoved[] {
    return this.#breakers?.standing() ?? []
  }

  /** How many times as far apart as usual quotes are to be. */
  widening(i: number): number {
    return this.#breakers?.widening(i) ?? 1
  }

  /** Part of its size that what a strategy wants is given. */
  strategyShare(agent: number): number {
    const earned = this.#standings?.strategyShare(agent) ?? 1
    return Math.min(earned, this.#breakers?.strategyShare(agent) ?? 1)
  }

  wake(asked: Woken): boolean {
    return this.#standings?.wake(asked) ?? false
  }

  /** Explorers have come to a new consensus on what hibernates. */
  wakeByConsensus(i: number, ts: Micros, reason: string): void {
    this.#standings?.wakeByConsensus(i, ts, reason)
  }

  /** Whether agents are not asked about instrument `i`. */
  isHibernating(i: number): boolean {
    return this.#standings?.isHibernating(i) ?? false
  }

  get standings(): DeskStandings | undefined {
    return this.#standings
  }

  get breakers(): Breakers | undefined {
    return this.#breakers
  }

  get stress(): readonly StressRow[] {
    return this.#stress.rows
  }

  #play(ts: Micros): void {
    // What is not held does not move: then the next fill is soon enough.
    this.#stressTs = this.book.gross > 0 ? ts + stressEveryUs : Number.POSITIVE_INFINITY
    if (!(this.book.limits.stressMax >= 1)) this.#stress.run(ts)
  }

  /** Without rules to guard by it is the book alone, as it was before there were any. */
  save(): Json {
    if (this.#rules === undefined) return this.book.save()
    return {
      book: this.book.save(),
      rest: this.book.saveRest(),
      market: this.#market?.save() ?? null,
      breakers: this.#breakers?.save() ?? null,
      conditions: this.#conditions?.save() ?? null,
      standings: this.#standings?.save() ?? null,
      limits: this.limits.save(),
      rollback: this.#rollback.save(),
      stressTs: Number.isFinite(this.#stressTs) ? this.#stressTs : null,
    }
  }

  load(state: Json): void {
    if (this.#rules === undefined) return this.book.load(state)
    const saved = state as { readonly [key: string]: Json }
    const part = (name: string): Json => saved[name] ?? null
    this.book.load(part('book'), part('rest'))
    this.#market?.load(part('market'))
    this.#breakers?.load(part('breakers'))
    this.#conditions?.load(part('conditions'))
    this.#standings?.load(part('standings'))
    this.limits.load(part('limits'))
    this.#rollback.load(saved['rollback'] ?? [])
    this.#stressTs =
      saved['stressTs'] === null ? Number.POSITIVE_INFINITY : Number(saved['stressTs'])
  }
}

function marketOf({ instruments, intervalsUs, limits }: DeskSetup): MarketRisk | undefined {
  if (!asksMarket(limits)) return undefined
  const yearly = limits.volatilityTarget
  return new MarketRisk(instruments.length, {
    gridUs: Math.max(hourUs, ...intervalsUs),
    ...(yearly > 0 ? { volatilityTarget: yearly / Math.sqrt(365) } : {}),
  })
}

/** Whether any limit wants to know how prices move. */
function asksMarket(limits: Limits): boolean {
  const { varMax, shortfallMax, correlationMax, crisisShare, volatilityTarget } = limits
  const isMeasured = varMax < 1 || shortfallMax < 1 || correlationMax < 1
  return isMeasured || crisisShare < 1 || volatilityTarget > 0
}

/** Names as counts from 0, equal ones alike. */
function numbered(names: readonly string[]): readonly number[] {
  return names.map((name) => names.indexOf(name))
}
