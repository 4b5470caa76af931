import {
  type Agent,
  type BarPeer,
  type BarView,
  ConsensusWatch,
  isSound,
  type FeatureSpecs,
  type LegWishes,
  type Opinion,
} from '../agents/index.ts'
import { assert, type Json, reasonOf } from '../base/index.ts'
import { Committee, RegimeWatch, type SkilledCommittee } from '../committee/index.ts'
import { type BarColumns, type Instrument, type Micros } from '../domain/index.ts'
import { Protection, Quoting } from '../execution/index.ts'
import type { FeatureSet, ColumnsBeside } from '../features/index.ts'
import type { DeskMemory } from './desk-memory.ts'
import type { DeskSetup } from './desk-setup.ts'
import { sentencesOf } from './agent-sentences.ts'
import { type Earned, skilledOf } from './earned.ts'
import type { DeskObserver } from './observer.ts'
import { SeatViews } from './seat-views.ts'

/** Of what an agent threw, what is worth telling. */
const reasonMax = 200

/** The bars of one instrument, and what comes from elsewhere, of every instrument. */
type SeatColumns = {
  readonly bars: BarColumns
  readonly outside?: readonly (ColumnsBeside | undefined)[] | undefined
  /** Every instrument of the desk as agents see it. */
  readonly peers: readonly BarPeer[]
  readonly earned?: Earned | undefined
  readonly memory?: DeskMemory | undefined
}

/**
 * Everything the desk keeps for one instrument: its bars, features, the agents' views of them, the
 * committee that hears them, and the protection of what is held.
 */
export class Seat {
  readonly #index: number
  readonly #setup: DeskSetup
  readonly #shown: SeatViews
  /** Of whoever took a seat while the desk ran. */
  #late: FeatureSet | undefined
  /** Roots of a bar in the root of a us: moves spread with the root of time. */
  readonly #movesPerRootUs: number
  readonly #watches: readonly ConsensusWatch[]
  readonly instrument: Instrument
  readonly bars: BarColumns
  /** As agents of all instruments see this one. */
  readonly peer: BarPeer
  readonly features: FeatureSet
  agents: readonly Agent[]
  views: readonly BarView[]
  readonly committee: Committee | SkilledCommittee
  /** The same, where votes are earned. */
  readonly skilled: SkilledCommittee | undefined
  readonly #regime: RegimeWatch | undefined
  readonly protection: Protection
  readonly quoting: Quoting = new Quoting()
  /** Whether anybody wants several instruments at once: every bar asks, so it is a flag. */
  wantsLegs = false
  /** Who does, as of the last bar. */
  readonly legs: Map<number, LegWishes> = new Map<number, LegWishes>()
  /** Rows before the first opinion. */
  warmup: number
  /** By agent, where votes are earned: nobody waits for the features of others. */
  readonly #warmups: Int32Array | undefined
  /** Time and exposure of the last decision on record; NaN before the first. */
  decidedAt: number = Number.NaN
  decided: number = Number.NaN
  /** The agent whose levels what is held was entered with; -1 for none. */
  leader = -1
  /** Side of a position that was stopped or taken home while its signal lasted; 0 for none. */
  spent = 0
  /** Whether somebody who sits here no more may have wanted what is held, or waits. */
  isInherited = false
  /** The last limit that refused since the last decision, so that it is recorded once. */
  refused = ''

  /** @param onStop - Told where what is held would be given up, in ticks; 0 for nowhere. */
  constructor(
    setup: DeskSetup,
    index: number,
    { bars, outside: ofAll, peers, earned, memory }: SeatColumns,
    onStop: (ticks: number) => void,
  ) {
    const outside = ofAll?.[index]
    for (const [name, column] of Object.entries(outside ?? {}))
      assert(column.length === bars.length, `'${name}' must have a value for every bar`)
    this.protection = new Protection(onStop)
    const instrument = setup.instruments[index] as Instrument
    const intervalUs = setup.intervalsUs[index] as number
    this.#index = index
    this.#setup = setup
    this.instrument = instrument
    this.bars = bars
    this.peer = peers[index] as BarPeer
    this.#shown = new SeatViews({ setup, index, bars, outside, peers, memory })
    this.features = this.#shown.features()
    this.agents = setup.agents
    this.#movesPerRootUs = 1 / Math.sqrt(intervalUs)
    this.views = setup.agents.map(({ id, features, makeMind }) =>
      this.look(id, features, setup.seed, makeMind),
    )
    this.#watches = this.views.flatMap(({ mind }) => (mind instanceof ConsensusWatch ? [mind] : []))
    this.#regime = earned && new RegimeWatch()
    this.skilled = earned && skilledOf(setup, earned)
    this.#warmups =
      earned && Int32Array.from(setup.agents, ({ features }) => this.#warmupOf(features))
    this.warmup =
      this.#warmups?.reduce((least, own) => Math.min(least, own)) ?? this.features.warmup
    const equal = setup.agents.map(() => 1)
    this.committee = this.skilled ?? new Committee(equal, setup.quorum)
  }

  #warmupOf(features: FeatureSpecs): number {
    const all = Object.values(features).map((spec) => this.features.warmupOf(spec))
    return Math.max(1, ...all)
  }

  /** The view of one who looks at this instrument. Only before the first row is taken in. */
  look(name: string, features: FeatureSpecs, seed: number, makeMind?: Agent['makeMind']): BarView {
    return this.#shown.look({ name, features, seed, makeMind }, this.features)
  }

  /**
   * Another agent takes the place of one while the desk runs. It reads all bars from the first on,
   * so that it has the readings of one that always sat there. What is held was not its wish.
   *
   * @param row - The newest that was moved to; -1 when its readings are going to be loaded.
   */
  replace(place: number, agent: Agent, row: number): void {
    const { id, features, makeMind } = agent
    const { seed } = this.#setup
    const set = this.#shown.features()
    const view = this.#shown.look({ name: id, features, seed, makeMind }, set)
    for (let past = 0; past <= row; past += 1) set.moveTo(past, row + 1)
    this.#late = set
    this.agents = this.agents.with(place, agent)
    this.views = this.views.with(place, view)
    this.warmup = Math.max(this.features.warmup, set.warmup)
    this.isInherited = true
    this.spent = 0
  }

  /** A bar has closed, of whatever phase: readings, regime and what peers see move on to it. */
  moveTo(row: number, end: number): void {
    this.peer.row = row
    this.protection.little.onBar()
    this.features.moveTo(row, end)
    this.#late?.moveTo(row, end)
    this.#regime?.onBar(this.bars.close[row] as number)
  }

  /**
   * Asks every agent for its opinion at the close of row `row`. What is not sound, and whatever one
   * throws, is none: no agent stops another.
   *
   * @param most - Agents that count: from the first on, and the others are silent; or the heaviest,
   *   where votes are earned.
   */
  consult(row: number, share: number, most: number, observer: DeskObserver): void {
    const { agents, committee } = this
    // Who does not count is held to what it says all the same, where votes are earned.
    const asked = this.skilled === undefined ? Math.min(most, agents.length) : agents.length
    if (this.skilled !== undefined) this.#beginBar(this.skilled, row, share, most)
    if (this.wantsLegs) this.legs.clear()
    this.wantsLegs = false
    for (let a = asked; a < agents.length; a += 1) committee.hear(a, undefined)
    for (let a = 0; a < asked; a += 1) this.ask(a, row, share, observer)
  }

  /** Asks whoever sits at place `a`, and nobody else. */
  ask(a: number, row: number, share: number, observer: DeskObserver): void {
    if (row + 1 < (this.#warmups?.[a] ?? 0)) return
    const view = this.views[a] as BarView
    view.row = row
    view.position = share
    const opinion = this.#opinion(this.agents[a] as Agent, view, observer)
    const legs = opinion?.legs
    this.committee.hear(a, legs === undefined ? opinion : undefined)
    if (legs !== undefined) this.#noteLegs(a, legs)
  }

  #noteLegs(agent: number, legs: LegWishes): void {
    this.wantsLegs = true
    this.legs.set(agent, legs)
  }

  #beginBar(committee: SkilledCommittee, row: number, share: number, most: number): void {
    const { ts, close } = this.bars
    committee.voicesMax = most
    committee.isFlat = share === 0
    committee.pace = (this.#regime?.move ?? 0) * this.#movesPerRootUs
    committee.onBar(ts[row] as number, close[row] as number, this.regime)
  }

  /** Whether anybody watches what the committee leans to. */
  get isWatched(): boolean {
    return this.#watches.length > 0
  }

  /** The committee has decided: those who watch what it leans to are told. */
  tell(): void {
    for (const watch of this.#watches) watch.tell(this.committee.exposure)
  }

  /**
   * Nobody decides here: learners look on, so that they know the instrument when it gets a team.
   *
   * @param most - Learners that do, from the first on.
   */
  watch(row: number, most: number, observer: DeskObserver): void {
    let left = most
    for (let a = 0; a < this.agents.length && left > 0; a += 1) {
      const agent = this.agents[a] as Agent
      if (agent.stream !== 'pattern') continue
      left -= 1
      if (row + 1 < (this.#warmups?.[a] ?? 0)) continue
      const view = this.views[a] as BarView
      view.row = row
      view.position = 0
      this.#opinion(agent, view, observer)
    }
  }

  #opinion(agent: Agent, view: BarView, observer: DeskObserver): Opinion | undefined {
    try {
      const opinion = agent.opine(view)
      return opinion !== undefined && isSound(opinion) ? opinion : undefined
    } catch (error) {
      const ts = this.bars.ts[view.row] as Micros
      const reason = reasonOf(error).slice(0, reasonMax)
      observer.onFault({ agent: agent.id, instrument: this.#index, ts, error, reason })
      return undefined
    }
  }

  /** What every agent would say for itself now, in words. For people. */
  sentences(): string[] {
    const { row } = this.peer
    return sentencesOf(this.agents, this.views, (a) => (this.#warmups?.[a] ?? 0) - row - 1)
  }

  /** Position in `regimeNames` of what the market is like; 1 where nobody asks. */
  get regime(): number {
    return this.#regime?.regime ?? 1
  }

  save(): Json {
    return {
      rows: this.bars.length,
      features: this.features.save(),
      ...(this.#late === undefined ? {} : { late: this.#late.save() }),
      ...(this.isInherited ? { isInherited: true } : {}),
      ...this.#saveMinds(),
      ...this.#saveCommittee(),
      protection: this.protection.save(),
      ...(this.quoting.isOut ? { quoting: this.quoting.save() } : {}),
      decidedAt: Number.isNaN(this.decidedAt) ? null : this.decidedAt,
      decided: Number.isNaN(this.decided) ? null : this.decided,
      spent: this.spent,
      ...(this.#setup.guard === undefined ? {} : { leader: this.leader }),
      refused: this.refused,
    }
  }

  /** By agent; nothing where nobody remembers anything. */
  #saveMinds(): { readonly [key: string]: Json } {
    const minds = this.views.map(({ mind }) => mind?.save() ?? null)
    return minds.every((mind) => mind === null) ? {} : { minds }
  }

  #saveCommittee(): { readonly [key: string]: Json } {
    if (this.#regime === undefined || this.skilled === undefined) return {}
    return { regime: this.#regime.save(), committee: this.skilled.save() }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.skilled?.load(saved['committee'] as Json)
    this.#regime?.load(saved['regime'] as Json)
    const minds = (saved['minds'] ?? []) as readonly Json[]
    for (const [a, mind] of minds.entries()) if (mind !== null) this.views[a]?.mind?.load(mind)
    this.peer.row = this.bars.length - 1
    this.features.load(saved['features'] as Json, this.bars.length)
    this.#late?.load(saved['late'] ?? {}, this.bars.length)
    this.isInherited = saved['isInherited'] === true
    this.protection.load(saved['protection'] as Json)
    this.quoting.load(saved['quoting'] ?? [])
    this.decidedAt = saved['decidedAt'] === null ? Number.NaN : Number(saved['decidedAt'])
    this.decided = saved['decided'] === null ? Number.NaN : Number(saved['decided'])
    this.spent = Number(saved['spent'])
    this.leader = Number(saved['leader'] ?? -1)
    this.refused = typeof saved['refused'] === 'string' ? saved['refused'] : ''
  }
}
