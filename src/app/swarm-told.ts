import type { Instrument } from '../domain/index.ts'
import type { Desk } from '../engine/index.ts'
import type { AgentMeter } from './agent-meter.ts'
import { roundedView } from './rounded-view.ts'
import {
  knownOf,
  knownToBoth,
  nothingKnown,
  type SwarmKnown,
  swarmChanges,
} from './swarm-changes.ts'
import type { CostsView, ProposalRow, SwarmUpdate, SwarmView } from './swarm-view.ts'
import { swarmView } from './swarm-view-builder.ts'

/** Updates of a page of which one may tell of the swarm. */
const tellEvery = 10
/** Of those, of which one has what agents cost: it never stands still, and is no news. */
const costsEvery = 30

/** Who is told, and of what besides. */
export type SwarmTelling = {
  readonly instruments: readonly Instrument[]
  /** Measures what agents cost to run; that is not told when left out. */
  readonly meter?: AgentMeter | undefined
  /** What waits for a person, where anything is proposed. */
  readonly proposals?: (() => readonly ProposalRow[]) | undefined
}

/**
 * Tells pages of the swarm: all of it to one that has just been opened, and then what is another
 * once bars have come, about every two seconds. Numbers have five digits, which is more than is
 * shown, so that what has hardly moved is not told again.
 */
export class SwarmTold {
  readonly #telling: SwarmTelling
  #updates = 0
  /** Bars the desk had taken in when it was told last. */
  #bars = 0
  /** What every page knows; nothing while there was none. */
  #known: SwarmKnown | undefined
  #costs: CostsView | undefined
  #costsLeft = 0

  constructor(telling: SwarmTelling) {
    this.#telling = telling
  }

  all(desk: Desk): { readonly swarm?: SwarmView } {
    const swarm = this.#view(desk)
    if (swarm === undefined) return {}
    // Only who asked is told all of it: the others know what they were told before.
    this.#known = this.#known === undefined ? knownOf(swarm) : knownToBoth(this.#known, swarm)
    return { swarm }
  }

  fresh(desk: Desk): { readonly swarm?: SwarmUpdate } {
    this.#updates += 1
    if (desk.bars === this.#bars || this.#updates % tellEvery !== 0) return {}
    this.#bars = desk.bars
    this.#costsLeft -= 1
    if (this.#costsLeft <= 0) this.#costs = undefined
    const view = this.#view(desk)
    const swarm = view && swarmChanges(this.#known ?? nothingKnown, view)
    if (view === undefined || swarm === undefined) return {}
    this.#known = knownOf(view)
    return { swarm }
  }

  #view(desk: Desk): SwarmView | undefined {
    const { instruments, meter, proposals } = this.#telling
    const seen = swarmView(desk, instruments)
    if (seen === undefined) return undefined
    const view = proposals === undefined ? seen : { ...seen, proposals: proposals() }
    if (meter === undefined) return roundedView(view)
    if (this.#costs === undefined) {
      this.#costs = meter.view(desk)
      this.#costsLeft = costsEvery
    }
    return roundedView({ ...view, costs: this.#costs })
  }
}
