import type { Json } from '../../base/index.ts'
import {
  type BreakerMoved,
  type BreakerState,
  breakerStates,
  dayUs,
  type Scope,
  secondUs,
} from '../../domain/index.ts'
import { BreakerCells, type BreakerPlace, closed, halfOpen, open } from './breaker-cells.ts'
import type { BreakerRules } from './breaker-rules.ts'
import { causePlace, causes, isQuick, moverOf } from './cause.ts'

/** Something is wrong: where, since when, what was seen and what is allowed. */
export type Trouble = BreakerPlace & {
  readonly ts: number
  readonly was: number
  readonly max: number
}

export type BreakerNeeds = {
  readonly instruments: number
  readonly agents: number
  readonly rules: BreakerRules
  /** Of the moves made here: `desk` or `venue`. */
  readonly actor: 'desk' | 'venue'
  /** Told every move, once it is made. */
  readonly onMove: (event: BreakerMoved) => void
}

/** The last bit of a mask stands for all agents from there on. */
const maskPlaceMax = 31
/** A rest is doubled so often at most; the longest rest is reached long before. */
const doublingsMax = 30

/**
 * Circuit breakers of a desk: one per scope, subject and cause. Open lets no new risk pass, half
 * open a part of the size. They say nothing to an order that reduces: nobody asks them for one.
 *
 * Time is given. A breaker that is open rests, longer with every trip within a day, then is half
 * open for a while, and closes when nothing was wrong meanwhile.
 */
export class Breakers {
  readonly #needs: BreakerNeeds
  readonly #cells: BreakerCells
  /** Part of the size by instrument: the least that desk, venue and instrument allow. Only read. */
  readonly shares: Float64Array
  readonly #agentShares: Float64Array
  #isQuiet = true
  /** Bits of the agents with a breaker that is not closed. */
  #agentsMoved = 0
  /** No breaker moves by itself before. */
  #nextTs = Number.POSITIVE_INFINITY

  constructor(needs: BreakerNeeds) {
    this.#needs = needs
    this.#cells = new BreakerCells(needs.instruments, needs.agents)
    this.shares = new Float64Array(needs.instruments).fill(1)
    this.#agentShares = new Float64Array(needs.agents).fill(1)
  }

  /**
   * The part of its usual size that new risk may have: 0 when anything that covers it is open.
   * Allocates nothing. An instrument that is none gets 0.
   *
   * @param agents - Bit n for the nth agent that it is of; the last bit for all from 31 on; -1 all.
   */
  share(instrument: number, agents = 0): number {
    const share = this.shares[instrument] ?? 0
    return (agents & this.#agentsMoved) === 0 ? share : this.#shareWith(agents, share)
  }

  /** What breakers of one agent alone leave to what it wants; of nobody's all. */
  strategyShare(agent: number): number {
    return this.#agentShares[agent] ?? 1
  }

  /** How many times as wide as usual quotes are to be. */
  widening(instrument: number): number {
    return this.shares[instrument] === 1 ? 1 : this.#needs.rules.wideningFactor
  }

  #shareWith(agents: number, share: number): number {
    let least = share
    for (let agent = 0; agent < this.#agentShares.length; agent += 1)
      if ((agents & bitOf(agent)) !== 0) least = Math.min(least, this.#agentShares[agent] as number)
    return least
  }

  /** Opens, or keeps open. A trip while half open counts as another one, and rests longer. */
  trip(trouble: Trouble): void {
    const cell = this.#note(trouble)
    const cells = this.#cells
    if (cells.state[cell] !== open) cells.trips[cell] = (cells.trips[cell] as number) + 1
    const untilTs = trouble.ts + this.#restUs(cell)
    if (cells.state[cell] === open) this.#prolong(cell, untilTs)
    else this.#move(cell, open, trouble.ts, untilTs)
  }

  /** Opens until somebody says that it is over: nothing will be heard meanwhile. */
  hold(trouble: Trouble): void {
    this.trip(trouble)
    this.#cells.untilTs[this.#cells.cell(trouble)] = Number.POSITIVE_INFINITY
    this.#schedule()
  }

  /** What was held is over: it rests from here on. */
  release(place: BreakerPlace, ts: number): void {
    const cell = this.#cells.cell(place)
    const { state, untilTs } = this.#cells
    if (state[cell] !== open || untilTs[cell] !== Number.POSITIVE_INFINITY) return
    this.#extend(cell, ts + this.#restUs(cell))
  }

  /** Half opens what is closed, and keeps half open; what is open goes on resting. */
  caution(trouble: Trouble): void {
    const cell = this.#note(trouble)
    const untilTs = trouble.ts + this.#probeUs(cell)
    const state = this.#cells.state[cell]
    if (state === halfOpen) this.#prolong(cell, untilTs)
    if (state === closed) this.#move(cell, halfOpen, trouble.ts, untilTs)
  }

  /** Closes at once and forgets earlier trips: somebody says that it is well there. */
  clear(place: BreakerPlace, ts: number, actor: string = this.#needs.actor): void {
    const cell = this.#cells.cell(place)
    this.#cells.trips[cell] = 0
    if (this.#cells.state[cell] === closed) return
    this.#move(cell, closed, ts, Number.POSITIVE_INFINITY, actor)
  }

  /** Moves what has rested or was tried out for long enough; each by one step at most. */
  tick(ts: number): void {
    if (!(ts >= this.#nextTs)) return
    const { state, untilTs, count } = this.#cells
    for (let cell = 0; cell < count; cell += 1) {
      if (!(ts >= (untilTs[cell] as number))) continue
      if (state[cell] === open) this.#move(cell, halfOpen, ts, ts + this.#probeUs(cell))
      else this.#move(cell, closed, ts, Number.POSITIVE_INFINITY)
    }
    this.#schedule()
  }

  /** Takes over a move that was made elsewhere, as it is: it ends when another one says so. */
  apply(event: BreakerMoved): void {
    this.#take(event, Number.POSITIVE_INFINITY)
  }

  /** Takes over what somebody before us left: from here on it is ours, and rests anew. */
  adopt(event: BreakerMoved, ts: number): void {
    const cell = this.#take(event, Number.POSITIVE_INFINITY)
    if (this.#cells.state[cell] === closed) return
    const isOpen = this.#cells.state[cell] === open
    this.#extend(cell, ts + (isOpen ? this.#restUs(cell) : this.#probeUs(cell)))
  }

  #take({ scope, subject, cause, state, ts, was, max }: BreakerMoved, untilTs: number): number {
    const cells = this.#cells
    // A cause of a later version: whoever sent it can still close it by the same name.
    const known = causes[causePlace(cause)] ?? 'manual'
    const cell = cells.cell({ scope, subject, cause: known })
    cells.state[cell] = breakerStates.indexOf(state)
    cells.untilTs[cell] = untilTs
    cells.troubleTs[cell] = ts
    cells.was[cell] = was
    cells.max[cell] = max
    this.#settle()
    return cell
  }

  /** What is not closed, as the moves of its mover that would lead there from nothing. */
  standing(): readonly BreakerMoved[] {
    const { state, troubleTs, count } = this.#cells
    const events: BreakerMoved[] = []
    for (let cell = 0; cell < count; cell += 1)
      if (state[cell] !== closed)
        events.push(
          this.#cells.event(
            cell,
            troubleTs[cell] as number,
            moverOf(this.#cells.placeOf(cell).cause),
          ),
        )
    return events
  }

  /** The worst state of anything that guards this. */
  state(scope: Scope, subject: number): BreakerState {
    const row = this.#cells.row(scope, subject)
    return (
      breakerStates[Math.max(...this.#cells.state.subarray(row, row + causes.length))] ?? 'open'
    )
  }

  /** @returns The cell, with what was seen. */
  #note({ ts, was, max, ...place }: Trouble): number {
    const cells = this.#cells
    const cell = cells.cell(place)
    if (ts - (cells.troubleTs[cell] as number) > dayUs && cells.state[cell] === closed)
      cells.trips[cell] = 0
    cells.troubleTs[cell] = ts
    cells.was[cell] = Number.isFinite(was) ? was : 0
    cells.max[cell] = Number.isFinite(max) ? max : 0
    return cell
  }

  #restUs(cell: number): number {
    const { restSeconds, quickRestSeconds, restMaxSeconds } = this.#needs.rules
    const first = this.#isQuick(cell) ? quickRestSeconds : restSeconds
    const doublings = Math.max(0, Math.min((this.#cells.trips[cell] as number) - 1, doublingsMax))
    return Math.min(restMaxSeconds, first * (1 << doublings)) * secondUs
  }

  #probeUs(cell: number): number {
    const { probeSeconds, quickProbeSeconds } = this.#needs.rules
    return (this.#isQuick(cell) ? quickProbeSeconds : probeSeconds) * secondUs
  }

  #isQuick(cell: number): boolean {
    return isQuick(this.#cells.placeOf(cell).cause)
  }

  #extend(cell: number, untilTs: number): void {
    this.#cells.untilTs[cell] = untilTs
    this.#schedule()
  }

  /** Never shorter; and what is held stays so. */
  #prolong(cell: number, untilTs: number): void {
    this.#extend(cell, Math.max(this.#cells.untilTs[cell] as number, untilTs))
  }

  #move(
    cell: number,
    state: number,
    ts: number,
    untilTs: number,
    actor: string = this.#needs.actor,
  ): void {
    this.#cells.state[cell] = state
    this.#cells.untilTs[cell] = untilTs
    this.#settle()
    this.#needs.onMove(this.#cells.event(cell, ts, actor))
  }

  /** Whether nothing is open or half open anywhere: then there is nothing that time could move. */
  get isQuiet(): boolean {
    return this.#isQuiet
  }

  #settle(): void {
    this.#isQuiet = this.#cells.state.every((state) => state === closed)
    this.#schedule()
    const { instruments, agents } = this.#needs
    const all = Math.min(this.#shareOf('desk', 0), this.#shareOf('venue', 0))
    for (let i = 0; i < instruments; i += 1)
      this.shares[i] = Math.min(all, this.#shareOf('instrument', i))
    this.#agentsMoved = 0
    for (let agent = 0; agent < agents; agent += 1) {
      const share = this.#shareOf('strategy', agent)
      this.#agentShares[agent] = share
      if (share < 1) this.#agentsMoved |= bitOf(agent)
    }
  }

  #shareOf(scope: Scope, subject: number): number {
    const { halfOpenShare, vpinShare } = this.#needs.rules
    const row = this.#cells.row(scope, subject)
    let share = 1
    for (const [place, cause] of causes.entries()) {
      const state = this.#cells.state[row + place]
      if (state === open) return 0
      if (state === halfOpen) share = Math.min(share, cause === 'vpin' ? vpinShare : halfOpenShare)
    }
    return share
  }

  #schedule(): void {
    let next = Number.POSITIVE_INFINITY
    for (const ts of this.#cells.untilTs) if (ts < next) next = ts
    this.#nextTs = next
  }

  save(): Json {
    return this.#cells.save()
  }

  load(saved: Json): void {
    this.#cells.load(saved)
    this.#settle()
  }
}

function bitOf(agent: number): number {
  return 1 << Math.min(agent, maskPlaceMax)
}
