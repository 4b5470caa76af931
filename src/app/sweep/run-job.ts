import type { AgentKind } from '../../agents/index.ts'
import { reasonOf } from '../../base/index.ts'
import {
  backtest,
  type CurveRoom,
  curveRoom,
  type RunResult,
  type TrialLedger,
} from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { figureOf, lossOf, measure, pruningStages, summarise } from '../../research/index.ts'
import { outcomeOf } from '../trial-outcome.ts'
import type { SweepAnswer, SweepJob, SweepPlan } from './sweep-plan.ts'

/** The trials of a sweep are written down, a batch at a time, before any of them is run. */
const writtenDown: TrialLedger = {
  record: () => 0,
  recordAll: () => 0,
  settle: () => {},
  settleAll: () => {},
  outcomes: () => new Map(),
}

/** A plan whose agent is loaded, over bars that are there. */
export type JobNeeds = Pick<SweepPlan, 'base' | 'setup' | 'objective'> & {
  readonly kind: AgentKind
  readonly market: readonly LoadedBars[]
}

/** Runs jobs one after another on one market, in one piece of memory. */
export class JobRunner {
  readonly #needs: JobNeeds
  readonly #room: CurveRoom

  constructor(needs: JobNeeds) {
    this.#needs = needs
    const columns = needs.market.map((of) => of.bars)
    this.#room = curveRoom(columns, 0)
  }

  /** A job that cannot be run says why; no job stops another. */
  run(job: SweepJob): SweepAnswer {
    try {
      return this.#run(job)
    } catch (error) {
      return { ...unrun(job.n), error: reasonOf(error) }
    }
  }

  #run({ n, parameters, bounds }: SweepJob): SweepAnswer {
    const { kind, base, setup, market, objective } = this.#needs
    const seated = kind.seat({ ...base, ...parameters })
    if (!seated.ok) return { ...unrun(n), error: seated.error }
    const stages: (number | null)[] = []
    let prunedAt: number | null = null
    const isOver = (stage: number, run: RunResult): boolean => {
      const figure = figureOf(objective, summarise(measure(run)))
      stages.push(figure)
      const isHopeless = lossOf(objective, figure) > (bounds[stage] as number)
      if (isHopeless) prunedAt = stage
      return isHopeless
    }
    const options = {
      setup: { ...setup, agents: [seated.value] },
      market,
      room: this.#room,
      ...(bounds.length === 0 ? {} : { stages: { shares: pruningStages, isOver } }),
    }
    const { run } = backtest(options, writtenDown)
    if (prunedAt !== null) return { ...unrun(n), stages, prunedAt }
    const metrics = measure(run)
    const { sharpe = null, samples } = outcomeOf(metrics)
    return {
      ...unrun(n),
      ...{ hash: run.hash, summary: summarise(metrics), stages, sharpe, samples },
    }
  }
}

function unrun(n: number): SweepAnswer {
  return {
    ...{ n, hash: null, summary: null, stages: [], prunedAt: null },
    ...{ error: null, sharpe: null, samples: 0 },
  }
}
