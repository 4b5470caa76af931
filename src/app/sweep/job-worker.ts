import { createHash } from 'node:crypto'
import type { Agent, AgentKind } from '../../agents/index.ts'
import { reasonOf } from '../../base/index.ts'
import { backtest, type CurveRoom, curveRoom, type RunResult } from '../../engine/index.ts'
import {
  blockReturns,
  figureOf,
  joinRuns,
  lossOf,
  meanOf,
  measure,
  type Objective,
  pruningStages,
  summarise,
} from '../../research/index.ts'
import { outcomeOf } from '../trial-outcome.ts'
import type { Stretch, SweepAnswer, SweepJob, SweepPlan } from './sweep-plan.ts'
import { writtenDown } from './written-down.ts'

/** A plan whose agent is loaded, over bars that are there. */
export type JobNeeds = Pick<SweepPlan, 'base' | 'setup' | 'objective' | 'scoring'> & {
  readonly kind: AgentKind
  readonly stretches: readonly Stretch[]
}

/** Runs jobs one after another on one market, in one piece of memory. */
export class JobWorker {
  readonly #needs: JobNeeds
  readonly #rooms: readonly CurveRoom[]

  constructor(needs: JobNeeds) {
    this.#needs = needs
    this.#rooms = needs.stretches.map(({ market, warmUntil }) =>
      curveRoom(
        market.map((of) => of.bars),
        warmUntil,
      ),
    )
  }

  /** A job that cannot be run says why; no job stops another. */
  run(job: SweepJob): SweepAnswer {
    try {
      const { kind, base } = this.#needs
      const seated = kind.seat({ ...base, ...job.parameters })
      if (!seated.ok) return { ...unrun(job.n), error: seated.error }
      return this.#answer(job, seated.value)
    } catch (error) {
      return { ...unrun(job.n), error: reasonOf(error) }
    }
  }

  #answer({ n, bounds, keepsReturns }: SweepJob, agent: Agent): SweepAnswer {
    const { objective, scoring } = this.#needs
    const watch = new Watch(objective, bounds)
    const runs = this.#needs.stretches.map((_, k) => this.#runOver(k, agent, watch))
    const { stages, prunedAt } = watch
    if (prunedAt !== null) return { ...unrun(n), stages, prunedAt }
    const run = joinRuns(runs)
    const metrics = measure(run)
    const summary = summarise(metrics)
    const { sharpe = null, samples, fingerprint = null } = outcomeOf(run, metrics)
    const folds =
      runs.length === 1 ? [] : runs.map((each) => figureOf(objective, summarise(measure(each))))
    const returns = keepsReturns ? blockReturns(run) : undefined
    return {
      ...{ ...unrun(n), hash: hashOf(runs), summary, folds, stages, sharpe, samples, fingerprint },
      figure: scoring === 'mean' ? (meanOf(folds) ?? null) : figureOf(objective, summary),
      returns: returns === undefined ? null : [...returns],
    }
  }

  #runOver(k: number, agent: Agent, watch: Watch): RunResult {
    const { market, outside, warmUntil } = this.#needs.stretches[k] as Stretch
    const options = {
      setup: { ...this.#needs.setup, agents: [agent] },
      ...{ market, outside, warmUntil },
      room: this.#rooms[k],
      ...(watch.isAsked ? { stages: { shares: pruningStages, isOver: watch.isOver } } : {}),
    }
    return backtest(options, writtenDown).run
  }
}

/** Looks at a run on its way, and gives it up when it is worse than it must not be. */
class Watch {
  readonly #objective: Objective
  readonly #bounds: readonly number[]
  readonly stages: (number | null)[] = []
  prunedAt: number | null = null

  constructor(objective: Objective, bounds: readonly number[]) {
    this.#objective = objective
    this.#bounds = bounds
  }

  get isAsked(): boolean {
    return this.#bounds.length > 0
  }

  readonly isOver = (stage: number, run: RunResult): boolean => {
    const figure = figureOf(this.#objective, summarise(measure(run)))
    this.stages.push(figure)
    const isHopeless = lossOf(this.#objective, figure) > (this.#bounds[stage] as number)
    if (isHopeless) this.prunedAt = stage
    return isHopeless
  }
}

function hashOf(runs: readonly RunResult[]): string {
  const [only] = runs
  if (only !== undefined && runs.length === 1) return only.hash
  const hash = createHash('sha256')
  for (const run of runs) hash.update(run.hash)
  return hash.digest('hex')
}

function unrun(n: number): SweepAnswer {
  return {
    ...{ n, hash: null, figure: null, summary: null, folds: [], stages: [], prunedAt: null },
    ...{ error: null, sharpe: null, samples: 0, fingerprint: null, returns: null },
  }
}
