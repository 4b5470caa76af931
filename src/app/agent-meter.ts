import type { Agent, Opinion, View } from '../agents/index.ts'
import { Random } from '../base/index.ts'
import { dayUs, minorPerUnit } from '../domain/index.ts'
import type { Desk } from '../engine/index.ts'
import type { Stopwatch } from '../kernel/index.ts'
import { BatchMeans } from './batch-means.ts'
import type { CostRow, CostsView } from './swarm-view.ts'

/**
 * Opinions of an agent of which one is timed, drawn anew each time: agents do their heavy work by
 * the clock, so always the same one of them would meet it always, or never.
 */
export const timedEvery = 7
const yearUs = 365 * dayUs
const hourUsOfWork = 3_600_000_000

/** What is measured of one agent. */
type Tally = {
  asked: number
  /** Which opinion is timed next, and where the next ones begin. */
  timedAt: number
  readonly draw: Random
  readonly times: BatchMeans
  readonly newest: Float64Array
}

/** Times of an agent that are kept, for the one in the middle. */
const kept = 127

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
    const tallies = agents.map((_, a) => newTally(a))
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
      if (tally.asked % timedEvery === 0) tally.timedAt = tally.asked + tally.draw.below(timedEvery)
      tally.asked += 1
      if (tally.asked !== tally.timedAt + 1) return agent.opine(view)
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
      tally.newest[tally.times.count % kept] = us
      tally.times.add(us)
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
        // Of the time that was measured alone: a desk that goes on from a snapshot is older.
        const total = earned?.attribution.shapley.totalSinceLoad(a)
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
    const { asked, times, newest } = this.#tallies[agent] ?? newTally(agent)
    const usPerOpinion = times.mean
    const workUs = usPerOpinion === null ? null : asked * usPerOpinion
    const isKnown = workUs !== null && this.#workedUs > 0
    const usInterval = times.interval()
    const cost = (us: number): number =>
      (((asked * us) / hourUsOfWork) * this.#machinePerHour) / (years ?? Number.NaN)
    return {
      opinions: asked,
      usTypical: middleOf(newest.slice(0, times.count)),
      usPerOpinion,
      usInterval,
      share: isKnown ? workUs / this.#workedUs : null,
      costPerYear: years === undefined || usPerOpinion === null ? null : cost(usPerOpinion),
      costInterval:
        years === undefined || usInterval === null
          ? null
          : [cost(usInterval[0]), cost(usInterval[1])],
      broughtPerYear: brought === undefined || years === undefined ? null : brought / years,
    }
  }
}

/** @param agent - Its seat: each is timed by draws of its own. */
function newTally(agent: number): Tally {
  const draw = Random.stream(agent, 'agent meter')
  return { asked: 0, timedAt: 0, draw, times: new BatchMeans(), newest: new Float64Array(kept) }
}

function middleOf(times: Float64Array): number | null {
  return times.toSorted()[times.length >> 1] ?? null
}
