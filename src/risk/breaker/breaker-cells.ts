import { assert, type Json } from '../../base/index.ts'
import { type BreakerMoved, breakerStates, micros, type Scope } from '../../domain/index.ts'
import { type Cause, causePlace, causes } from './cause.ts'

/** Places in `breakerStates`. */
export const closed: number = breakerStates.indexOf('closed')
export const halfOpen: number = breakerStates.indexOf('half-open')
export const open: number = breakerStates.indexOf('open')

/** A breaker: what it guards, and what is wrong there. */
export type BreakerPlace = {
  readonly scope: Scope
  /** Position of the instrument or agent; 0 for desk and venue. */
  readonly subject: number
  readonly cause: Cause
}

/** One cell for each scope, subject and cause, in typed arrays. */
export class BreakerCells {
  readonly state: Uint8Array
  /** When the state ends by itself; infinite when somebody must say so. */
  readonly untilTs: Float64Array
  /** When there was trouble last. */
  readonly troubleTs: Float64Array
  /** Trips without a quiet day between them. */
  readonly trips: Float64Array
  readonly was: Float64Array
  readonly max: Float64Array
  readonly #instruments: number
  readonly #agents: number

  constructor(instruments: number, agents: number) {
    const count = (2 + instruments + agents) * causes.length
    this.#instruments = instruments
    this.#agents = agents
    this.state = new Uint8Array(count)
    this.untilTs = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
    this.troubleTs = new Float64Array(count)
    this.trips = new Float64Array(count)
    this.was = new Float64Array(count)
    this.max = new Float64Array(count)
  }

  get count(): number {
    return this.state.length
  }

  /** First cell of a scope and subject; its causes follow. */
  row(scope: Scope, subject: number): number {
    const start = this.#start(scope)
    assert(subject >= 0 && subject < this.#size(scope), `no ${scope} ${subject} has a breaker`)
    return (start + subject) * causes.length
  }

  cell({ scope, subject, cause }: BreakerPlace): number {
    return this.row(scope, subject) + causePlace(cause)
  }

  placeOf(cell: number): BreakerPlace {
    const cause = causes[cell % causes.length] as Cause
    const row = Math.floor(cell / causes.length)
    const agent = row - 2 - this.#instruments
    if (agent >= 0) return { scope: 'strategy', subject: agent, cause }
    if (row >= 2) return { scope: 'instrument', subject: row - 2, cause }
    return { scope: row === 1 ? 'venue' : 'desk', subject: 0, cause }
  }

  /** How a cell stands, as the move that led there. */
  event(cell: number, ts: number, actor: string): BreakerMoved {
    const { scope, subject, cause } = this.placeOf(cell)
    return {
      kind: 'breaker-moved',
      ts: micros(ts),
      scope,
      subject,
      state: breakerStates[this.state[cell] as number] ?? 'open',
      cause,
      was: this.was[cell] as number,
      max: this.max[cell] as number,
      actor,
    }
  }

  #start(scope: Scope): number {
    if (scope === 'desk') return 0
    if (scope === 'venue') return 1
    return scope === 'instrument' ? 2 : 2 + this.#instruments
  }

  #size(scope: Scope): number {
    if (scope === 'instrument') return this.#instruments
    return scope === 'strategy' ? this.#agents : 1
  }

  /** Only what is not as it was at the start. */
  save(): Json {
    const rows: Json[] = []
    for (let cell = 0; cell < this.count; cell += 1) {
      const [state, trips] = [this.state[cell] as number, this.trips[cell] as number]
      if (state === closed && trips === 0) continue
      const untilTs = this.untilTs[cell] as number
      rows.push({
        ...this.placeOf(cell),
        state: breakerStates[state] ?? 'open',
        untilTs: Number.isFinite(untilTs) ? untilTs : null,
        troubleTs: this.troubleTs[cell] as number,
        trips,
        was: this.was[cell] as number,
        max: this.max[cell] as number,
      })
    }
    return rows
  }

  load(saved: Json): void {
    this.state.fill(closed)
    this.trips.fill(0)
    this.untilTs.fill(Number.POSITIVE_INFINITY)
    for (const row of saved as readonly (BreakerPlace & Record<string, Json>)[]) {
      const cell = this.cell(row)
      // A state that nobody knows is the safest one.
      const state = breakerStates.findIndex((name) => name === row['state'])
      this.state[cell] = state < 0 ? open : state
      this.untilTs[cell] = Number(row['untilTs'] ?? Number.POSITIVE_INFINITY)
      this.troubleTs[cell] = Number(row['troubleTs'])
      this.trips[cell] = Number(row['trips'])
      this.was[cell] = Number(row['was'])
      this.max[cell] = Number(row['max'])
    }
  }
}
