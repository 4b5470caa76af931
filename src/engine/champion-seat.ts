import type { Agent } from '../agents/index.ts'
import type { Json } from '../base/index.ts'
import { type ChampionChanged, type Micros, micros } from '../domain/index.ts'
import type { Journal } from '../kernel/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import type { ChampionPort, ChampionSource } from './desk-surroundings.ts'
import type { DeskObserver } from './observer.ts'
import type { Seat } from './seat.ts'

/** Name of the agent in whose place versions of a strategy are seated. */
export const championName = 'champion'

/** Who takes a champion back by itself. */
const riskActor = 'risk'

/** Versions that were taken off whose memory is kept. */
const shelfMax = 10

/** What of a desk it works on. */
type Bench = { readonly seats: readonly Seat[]; readonly now: Micros }

type Scribes = { readonly journal: Journal; readonly observer: DeskObserver }

/**
 * The seat of a desk in which one version of a strategy follows another while the desk runs. A
 * change is one event of the journal, done whole right after it was written: whoever runs the
 * journal again has the one version before it and the other after it. What versions remembered when
 * they were taken off is kept here, so that it follows from the journal like all else.
 */
export class ChampionSeat implements ChampionPort {
  readonly #bench: Bench
  readonly #seat: number
  readonly #idle: Agent
  readonly #source: ChampionSource
  readonly #scribes: Scribes
  #version = ''
  #before = ''
  /** When the version of now was promoted; 0 when risk need not watch it. Unit: us. */
  promotedTs = 0
  /** When whoever decides was seated; 0 before anybody was. Unit: us. */
  sinceTs = 0
  /** By version, for each instrument; who was taken off last stands last. */
  readonly #shelf = new Map<string, readonly Json[]>()

  /** @returns `undefined` where no agent of the setup gives up its place. */
  static of(
    setup: DeskSetup,
    source: ChampionSource | undefined,
    bench: Bench,
    scribes: Scribes,
  ): ChampionSeat | undefined {
    const seat = setup.agents.findIndex(({ name }) => name === championName)
    const idle = setup.agents[seat]
    if (source === undefined || idle === undefined) return undefined
    return new ChampionSeat({ bench, seat, idle, source, scribes })
  }

  private constructor(of: {
    readonly bench: Bench
    readonly seat: number
    readonly idle: Agent
    readonly source: ChampionSource
    readonly scribes: Scribes
  }) {
    this.#bench = of.bench
    this.#seat = of.seat
    this.#idle = of.idle
    this.#source = of.source
    this.#scribes = of.scribes
  }

  /** Its place among the agents. */
  get place(): number {
    return this.#seat
  }

  /** Id of who decides; empty when nobody does. */
  get version(): string {
    return this.#version
  }

  /** Whom risk would put back; empty for nobody. */
  get before(): string {
    return this.#before
  }

  /** Risk takes the champion back, in the middle of a bar. */
  restore(reason: string): boolean {
    const version = this.#before
    this.change(this.#ownChange(riskActor, reason))
    return version !== ''
  }

  /**
   * Whoever cannot be asked any more is gone, and the one before is back. Nothing of what it
   * remembers is kept: nobody who runs this again could come to that.
   *
   * @returns Whether it was so.
   */
  dropBroken(): boolean {
    const fault = this.#version === '' ? undefined : this.#source.faultOf(this.#version)
    if (fault === undefined) return false
    this.change(this.#ownChange('box', fault))
    return true
  }

  #ownChange(actor: string, reason: string): ChampionChanged {
    return {
      kind: 'champion-changed',
      ts: this.#bench.now,
      version: this.#before,
      before: '',
      isPromotion: false,
      actor,
      reason: reason.slice(0, 200),
    }
  }

  /** Another version decides from here on. Durable once the journal commits. */
  change(event: ChampionChanged): void {
    // Risk acts in the middle of a bar, and whom it takes off does not come back.
    const isGone = event.actor === 'box' || event.actor === riskActor
    const kept = isGone ? undefined : this.#remembered()
    this.#scribes.journal.append(event)
    if (kept !== undefined) this.#keep(kept)
    this.#version = event.version
    this.#before = event.before
    this.promotedTs = event.isPromotion ? event.ts : 0
    this.sinceTs = event.ts
    const states = this.#shelf.get(event.version)
    this.#shelf.delete(event.version)
    const agent = this.#agent()
    for (const [i, seat] of this.#bench.seats.entries()) {
      seat.replace(this.#seat, agent, seat.peer.row)
      const mind = seat.views[this.#seat]?.mind
      const state = states?.[i] ?? null
      if (mind === undefined || state === null) continue
      mind.load(state)
      mind.onReturn?.()
    }
    this.#scribes.observer.onControl(event)
  }

  /** What it knows of every instrument. Who breaks while it says so is gone before that. */
  #remembered(): readonly Json[] | undefined {
    let minds: readonly Json[]
    this.dropBroken()
    do minds = this.#bench.seats.map(({ views }) => views[this.#seat]?.mind?.save() ?? null)
    while (this.dropBroken())
    return this.#version === '' ? undefined : minds
  }

  #keep(states: readonly Json[]): void {
    this.#shelf.set(this.#version, states)
    const [oldest] = this.#shelf.keys()
    if (this.#shelf.size > shelfMax && oldest !== undefined) this.#shelf.delete(oldest)
  }

  #agent(): Agent {
    if (this.#version === '') return this.#idle
    const { id, name } = this.#idle
    return { ...this.#source.agentOf(this.#version), id, name }
  }

  save(): Json {
    const { promotedTs, sinceTs } = this
    const shelf = [...this.#shelf].map(([version, states]) => [version, [...states]])
    return { version: this.#version, before: this.#before, promotedTs, sinceTs, shelf }
  }

  /** Before the seats are loaded, which then find who sits in them. */
  load(state: Json): void {
    const { version, before, promotedTs, sinceTs, shelf } = state as {
      readonly version: string
      readonly before: string
      readonly promotedTs: number
      readonly sinceTs: number
      readonly shelf: readonly (readonly [string, readonly Json[]])[]
    }
    this.#version = version
    this.#before = before
    this.promotedTs = micros(promotedTs)
    this.sinceTs = micros(sinceTs)
    this.#shelf.clear()
    for (const [of, states] of shelf) this.#shelf.set(of, states)
    const agent = this.#agent()
    for (const seat of this.#bench.seats) seat.replace(this.#seat, agent, -1)
  }
}
