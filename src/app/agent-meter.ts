import type { Agent, Opinion, View } from '../agents/index.ts'
import { dayUs, minorPerUnit } from '../domain/index.ts'
import type { Desk } from '../engine/index.ts'
import type { Stopwatch } from '../kernel/index.ts'
import type { CostRow, CostsView } from './swarm-view.ts'

/** Opinions of an agent of which one is timed: a prime, so that no instrument is passed over. */
export const timedEvery = 7
const yearUs = 365 * dayUs
const hourUsOfWork = 3_600_000_000

/** What is measured of one agent. */
type Tally = { asked: number; timed: number; us: number; readonly newest: Float64Array }

/** Times of an agent that are kept, for the one in the middle. */
const kept = 127
const nothing = { asked: 0, timed: 0, us: 0 }

/**
 * Measures what agents cost to run, from outside of the engine: it seats the same agents, of whose
 * opinions one in `timedEvery` is timed. What it measures is never the same twice, so nothing that
 * a desk does depends on it.
 */
export class AgentMeter {
  readonly #stopwatch: Stopwatch
  readonly #machinePerHour: number
  /** By agent, in the order of their seats. */
  #tallies: readonly Tally[] = []
  /** Market time at which an agent was asked first; NaN before. */
  #from = Number.NaN
  #workedUs = 0

  /** @param machinePerHour - What an hour of a machine costs, in the quote currency. */
  constructor(stopwatch: Stopwatch, machinePerHour: number) {
    this.#stopwatch = stopwatch
    this.#machinePerHour = machinePerHour
  }

  /** The same agents, measured. */
  watch(agents: readonly Agent[]): readonly Agent[] {
    const tallies = agents.map((): Tally => ({ ...nothing, newest: new Float64Array(kept) }))
    this.#tallies = tallies
    return agents.map((agent, a) => this.#watched(agent, tallies[a] as Tally))
  }

  /** The desk begins to work: how long it does is counted until what is returned is called. */
  begin(): () => void {
    const start = this.#stopwatch()
    return () => {
      this.#workedUs += this.#stopwatch() - start
    }
  }

  /** Does what a desk does, and counts how long that takes. */
  work<T>(task: () => T): T {
    const ended = this.begin()
    try {
      return task()
    } finally {
      ended()
    }
  }

  #watched(agent: Agent, tally: Tally): Agent {
    const opine = (view: View): Opinion | undefined => {
      tally.asked += 1
      if (tally.asked % timedEvery !== 0) return agent.opine(view)
      if (!(this.#from <= view.asOf)) this.#from = view.asOf
      return this.#timed(tally, agent, view)
    }
    return { ...agent, opine }
  }

  /** One that throws has taken its time as well. */
  #timed(tally: Tally, agent: Agent, view: View): Opinion | undefined {
    const start = this.#stopwatch()
    try {
      return agent.opine(view)
    } finally {
      const us = this.#stopwatch() - start
      tally.us += us
      tally.newest[tally.timed % kept] = us
      tally.timed += 1
    }
  }

  /** What each agent of a desk has cost up to now, beside what it brought. */
  view(desk: Desk): CostsView {
    const spanUs = desk.now - this.#from
    const years = spanUs >= dayUs ? spanUs / yearUs : undefined
    const { earned, setup } = desk
    return {
      machinePerHour: this.#machinePerHour,
      seconds: this.#workedUs / 1_000_000,
      agents: setup.agents.map(({ id }, a) => {
        const total = earned?.attribution.shapley.of(a).total
        const brought =
          total === undefined ? undefined : total * (Number(setup.cash) / minorPerUnit)
        return { agent: id, ...this.#row(a, years, brought) }
      }),
    }
  }

  #row(
    agent: number,
    years: number | undefined,
    brought: number | undefined,
  ): Omit<CostRow, 'agent'> {
    const { asked, timed, us, newest } = this.#tallies[agent] ?? {
      ...nothing,
      newest: new Float64Array(0),
    }
    const usPerOpinion = timed === 0 ? null : us / timed
    const workUs = usPerOpinion === null ? null : asked * usPerOpinion
    const isKnown = workUs !== null && this.#workedUs > 0
    return {
      opinions: asked,
      usTypical: middleOf(newest.slice(0, timed)),
      usPerOpinion,
      share: isKnown ? workUs / this.#workedUs : null,
      costPerYear:
        workUs === null || years === undefined
          ? null
          : ((workUs / hourUsOfWork) * this.#machinePerHour) / years,
      broughtPerYear: brought === undefined || years === undefined ? null : brought / years,
    }
  }
}

function middleOf(times: Float64Array): number | null {
  return times.toSorted()[times.length >> 1] ?? null
}
