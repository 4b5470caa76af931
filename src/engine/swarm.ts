import {
  type BarPeer,
  type BarView,
  type Explorer,
  type ExplorerVote,
  explorersOf,
  federate,
  recallForNew,
  recallPatterns,
  teamSize,
} from '../agents/index.ts'
import type { Json } from '../base/index.ts'
import { Builder, type BuilderEvent, type BuilderFigures, RuleOfThree } from '../committee/index.ts'
import { dayUs, type InstrumentId, type Micros, type TeamMoved } from '../domain/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import type { Seat } from './seat.ts'
import { SwarmLookouts } from './swarm-lookouts.ts'
import type { SwarmRules } from './swarm-rules.ts'

/** The places of a team of explorers. */
const members = [...Array(teamSize).keys()]
/** Times of bars between two rounds of sharing among learners, at least. */
const shareEvery = 500

/** What a swarm does on the desk. */
export type SwarmPort = {
  /** Whether any of instrument `i` is held. */
  readonly isHeld: (i: number) => boolean
  readonly isHibernating: (i: number) => boolean
  /** A consensus on what hibernates. */
  readonly wake: (i: number, ts: Micros, reason: string) => void
  readonly record: (event: TeamMoved) => void
}

/** What was thought of an instrument when teams were last asked. */
export type Scouted = {
  readonly ts: number
  /** Of each team, in its order: its mean score, and votes for it. */
  readonly teams: readonly {
    readonly team: string
    readonly score: number
    readonly votes: number
  }[]
  /** What the builder last said of it. */
  readonly said: string
}

/**
 * Looks over all instruments with nine explorers, and has teams of agents deployed where two of the
 * three of a team want it: see `RuleOfThree` and `Builder`. Looks once all bars of a time are in,
 * so that the order of instruments tells nothing; what follows holds from the next bar on.
 */
export class Swarm {
  readonly #ids: readonly InstrumentId[]
  readonly #seats: readonly Seat[]
  readonly #peers: readonly BarPeer[]
  readonly #port: SwarmPort
  readonly #explorers: readonly Explorer[]
  /** By explorer and instrument. */
  readonly #views: readonly (readonly BarView[])[]
  readonly #rule = new RuleOfThree()
  readonly #builder: Builder
  readonly #watchers: number
  readonly #recalls: boolean
  readonly #scouted: (Scouted | undefined)[]
  /** Who looks at every bar and decides nothing. */
  readonly lookouts: SwarmLookouts
  #ts = 0
  /** The day on which learners share, times of bars since, and the next agent whose learners do. */
  #day = 0
  #since = 0
  #sharing = Number.MAX_SAFE_INTEGER
  #isLive = false
  #hasStarted = false

  constructor(setup: DeskSetup, rules: SwarmRules, seats: readonly Seat[], port: SwarmPort) {
    const { capacity, coolDownUs, columns, watchers, recalls } = rules
    this.#ids = setup.instruments.map(({ id }) => id)
    this.#seats = seats
    this.#peers = seats.map(({ peer }) => peer)
    this.#port = port
    this.#watchers = watchers
    this.#recalls = recalls === true
    this.#explorers = explorersOf({ instruments: this.#ids, columns, seed: setup.seed })
    this.#views = this.#explorers.map(({ team, member, features }) =>
      seats.map((seat) => seat.look(`${team} ${member}`, features, setup.seed)),
    )
    this.#builder = new Builder({ capacity, coolDownUs })
    this.#scouted = seats.map(() => undefined)
    this.lookouts = new SwarmLookouts(seats, columns, setup.seed)
  }

  /** A bar of `ts` is about to be taken in. @param isLive - Whether it may be traded on. */
  onTime(ts: Micros, isLive: boolean): void {
    if (ts > this.#ts && this.#ts > 0) this.#look(this.#ts as Micros)
    if (ts > this.#ts) this.#share(ts)
    this.#ts = ts
    this.#isLive = isLive
    if (!isLive || this.#hasStarted) return
    this.#hasStarted = true
    for (const event of this.#builder.start(ts, this.#ids)) this.#take(event)
  }

  /** How many look for instruments. */
  get explorers(): number {
    return this.#explorers.length
  }

  isActive(i: number): boolean {
    return this.#builder.isActive(this.#ids[i] as InstrumentId)
  }

  /** Learners that look at instrument `i` while it has no team: an equal part of all watchers. */
  watchersOf(i: number): number {
    const instruments = this.#ids.length
    return Math.floor(this.#watchers / instruments) + (i < this.#watchers % instruments ? 1 : 0)
  }

  get figures(): BuilderFigures {
    return this.#builder.figures
  }

  scouted(i: number): Scouted | undefined {
    return this.#scouted[i]
  }

  /**
   * Now and then learners of one kind tell each other what they found, over all instruments: once a
   * day, and not before there is something new. One kind at a time of bars, for a round takes
   * milliseconds.
   */
  #share(ts: Micros): void {
    const day = Math.floor(ts / dayUs)
    this.#since += 1
    if (day > this.#day && this.#since >= shareEvery) {
      this.#day = day
      this.#since = 0
      this.#sharing = 0
    }
    const views = this.#seats[0]?.views ?? []
    while (this.#sharing < views.length) {
      const a = this.#sharing
      this.#sharing += 1
      if (views[a]?.mind === undefined) continue
      const minds = this.#mindsOf(a)
      if (this.#recalls) recallForNew(minds)
      return federate(minds)
    }
  }

  /** What agent `a` remembers, by instrument. */
  #mindsOf(a: number): readonly unknown[] {
    return this.#seats.map((seat) => seat.views[a]?.mind)
  }

  /** The agents of a team that is new, or comes back, recall what archives hold. */
  #recall(i: number): void {
    const views = this.#seats[i]?.views ?? []
    for (const [a, { mind }] of views.entries())
      if (mind !== undefined) recallPatterns(mind, this.#mindsOf(a))
  }

  #look(ts: Micros): void {
    this.lookouts.onTime(ts)
    for (const explorer of this.#explorers) explorer.onBar(ts, this.#peers)
    if (!this.#isLive || !this.#rule.isDue(ts)) return
    const held = this.#ids.map((_, i) => this.#port.isHeld(i))
    for (let i = 0; i < this.#ids.length; i += 1) {
      if (this.isActive(i) && this.#port.isHibernating(i)) this.#release(i, ts)
      this.#askTeams(i, ts, held)
    }
  }

  #release(i: number, ts: Micros): void {
    const event = this.#builder.hibernate(ts, this.#ids[i] as InstrumentId)
    if (event !== undefined) this.#take(event)
  }

  #askTeams(i: number, ts: Micros, held: readonly boolean[]): void {
    const instrumentId = this.#ids[i] as InstrumentId
    const teams: { team: string; score: number; votes: number }[] = []
    let said = this.isActive(i) ? 'it has a team' : 'no team wants it'
    for (let first = 0; first < this.#explorers.length; first += teamSize) {
      const votes = members.map((member) => this.#vote(first + member, i, held))
      const team = (this.#explorers[first] as Explorer).team
      const consensus = this.#rule.judge({ ts, team, instrumentId, votes })
      const score = votes.reduce((sum, each) => sum + each.score, 0) / votes.length
      teams.push({ team, score, votes: consensus.votesFor })
      if (!consensus.isReached || this.isActive(i)) continue
      const event = this.#builder.consider(ts, consensus, this.lookouts.quality(i))
      said = event.kind === 'team-released' ? said : sayOf(event)
      if (event.kind === 'team-deployed') this.#deploy(i, event)
    }
    this.#scouted[i] = { ts, teams, said }
  }

  #vote(explorer: number, i: number, held: readonly boolean[]): ExplorerVote {
    const view = this.#views[explorer]?.[i] as BarView
    view.row = (this.#seats[i] as Seat).peer.row
    return (this.#explorers[explorer] as Explorer).vote(view, held)
  }

  #deploy(i: number, event: BuilderEvent & { readonly kind: 'team-deployed' }): void {
    this.#take(event)
    if (this.#recalls) this.#recall(i)
    if (this.#port.isHibernating(i)) this.#port.wake(i, event.ts, `${event.by} came to a consensus`)
  }

  #take(event: BuilderEvent): void {
    if (event.kind === 'team-refused') return
    const { ts, instrumentId } = event
    const instrument = this.#ids.indexOf(instrumentId)
    const of = { kind: 'team-moved', ts, instrument } as const
    if (event.kind === 'team-released')
      this.#port.record({ ...of, isDeployed: false, by: 'desk', reason: event.reason })
    else {
      const reason = event.isRestored ? 'it comes back with its patterns' : 'it is new'
      this.#port.record({ ...of, isDeployed: true, by: event.by, reason })
    }
  }

  save(): Json {
    return {
      explorers: this.#explorers.map((explorer) => explorer.save()),
      rule: this.#rule.save(),
      builder: this.#builder.save(),
      lookouts: this.lookouts.save(),
      ts: this.#ts,
      sharing: [this.#day, this.#since, this.#sharing],
      isLive: this.#isLive,
      hasStarted: this.#hasStarted,
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    const explorers = saved['explorers'] as readonly Json[]
    for (const [k, explorer] of this.#explorers.entries()) explorer.load(explorers[k] as Json)
    this.#rule.load(saved['rule'] as Json)
    this.#builder.load(saved['builder'] as Json)
    this.lookouts.load(saved['lookouts'] as Json)
    this.#ts = Number(saved['ts'])
    ;[this.#day, this.#since, this.#sharing] = saved['sharing'] as readonly [number, number, number]
    this.#isLive = saved['isLive'] === true
    this.#hasStarted = saved['hasStarted'] === true
  }
}

function sayOf(event: Exclude<BuilderEvent, { readonly kind: 'team-released' }>): string {
  return event.kind === 'team-refused' ? event.reason : `deployed by ${event.by}`
}
