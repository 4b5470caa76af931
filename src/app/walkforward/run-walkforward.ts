import { createHash } from 'node:crypto'
import type { AgentKind } from '../../agents/index.ts'
import { UserError } from '../../base/index.ts'
import { minorPerUnit } from '../../domain/index.ts'
import { backtest, type RunResult, type TrialLedger } from '../../engine/index.ts'
import {
  type Choice,
  type ChoiceRule,
  chooseStanding,
  figureOf,
  joinRuns,
  measure,
  rankKept,
  summarise,
  type WalkFold,
  type WalkForward,
  walkForward,
  type WalkPlan,
  type WalkRun,
  type WalkWindow,
} from '../../research/index.ts'
import { refuseMixed } from '../open-market.ts'
import type { JobRunner } from '../sweep/job-runner.ts'
import { runSweep, type SweepRun } from '../sweep/run-sweep.ts'
import type { SweepDefinition, SweepGround } from '../sweep/sweep-definition.ts'
import { type Stretch, type SweepPlan, sharedStretches } from '../sweep/sweep-plan.ts'
import { stretchOver } from './stretch-over.ts'

export type WalkOptionsOfDesk = Pick<Stretch, 'market' | 'outside'> & {
  readonly definition: SweepDefinition
  readonly kind: AgentKind
  readonly plan: WalkPlan
  readonly choice: ChoiceRule | 'inner'
  readonly trials: TrialLedger
  readonly deskFolder: string
  /** Makes what runs the sweeps of a fold. */
  readonly runnerFor: (plan: SweepPlan) => JobRunner
  readonly onTrial?: ((done: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** A walk, or as far as it came before it was stopped. */
export type WalkResult = {
  readonly plan: WalkPlan
  readonly walk: WalkForward
  /** SHA-256 over what was chosen in every fold, and what came of it. */
  readonly hash: string
  readonly isPartial: boolean
  /** Distinct configurations ever tried on these data, whole or in part. */
  readonly counted: number
}

/** Configurations of a grid that are all tried on each test, for their order alone. */
const rankedMax = 500

/** How many trials the sweeps of a walk have in all. @param trials - Of one of them. */
export function walkTotal(plan: WalkPlan, definition: SweepDefinition, trials: number): number {
  return plan.windows.length * trials * (isRanked(definition) ? 2 : 1)
}

/**
 * Sweeps every training anew, and runs what was chosen on the tests of its window, with indicators
 * warm and nothing held. Sweeps and tests are trials like any other, of their part of the data and
 * of the whole.
 */
export async function runWalkForward(options: WalkOptionsOfDesk): Promise<WalkResult> {
  const { definition, market, plan } = options
  refuseMixed(market)
  const walk = new Walk(options)
  let isPartial = false
  for (const window of plan.windows) {
    isPartial = !(await walk.step(window))
    if (isPartial) break
  }
  const cash = Number(definition.setup.cash) / minorPerUnit
  const money = { start: cash, intervalUs: market[0]?.intervalUs ?? 0, seed: definition.setup.seed }
  const hash = createHash('sha256')
  for (const { fold } of walk.runs) hash.update(`${JSON.stringify([fold.parameters, fold.hash])}\n`)
  return {
    ...{ plan, walk: walkForward(plan, walk.runs, money), hash: hash.digest('hex'), isPartial },
    counted: walk.counted,
  }
}

class Walk {
  readonly #options: WalkOptionsOfDesk
  readonly runs: WalkRun[] = []
  counted = 0
  #done = 0

  constructor(options: WalkOptionsOfDesk) {
    this.#options = options
  }

  /** @returns Whether it was done; not when the walk was stopped in it. */
  async step(window: WalkWindow): Promise<boolean> {
    const { definition, choice } = this.#options
    const { axes, objective } = definition
    const isNested = window.inner.length > 0
    const spans = isNested ? window.inner : window.train
    const trained = await this.#sweep(spans, isNested ? 'mean' : 'joined')
    if (trained.isPartial) return false
    const chosen = chooseStanding({ axes, objective, trials: trained.trials }, choice)
    const tried = isRanked(definition) ? await this.#sweep(window.test, 'joined') : undefined
    if (tried?.isPartial === true) return false
    const rank = tried && rankKept(trained.trials, tried.trials)
    this.runs.push(chosen === undefined ? untested(window) : this.#tested(window, chosen, rank))
    return true
  }

  async #sweep(spans: WalkWindow['train'], scoring: SweepGround['scoring']): Promise<SweepRun> {
    const { definition, kind, trials, deskFolder, runnerFor, onTrial, signal } = this.#options
    const stretches = spans.map((span) => stretchOver(this.#options, span))
    const runner = runnerFor({ ...definition, scoring, stretches: sharedStretches(stretches) })
    const before = this.#done
    try {
      const swept = await runSweep({
        ...{ definition, kind, stretches, scoring, whole: this.#options },
        ...{ trials, deskFolder, runner, signal },
        onTrial: (done) => onTrial?.(before + done),
      })
      this.#done += swept.trials.length
      this.counted = Math.max(this.counted, swept.countedWhole)
      return swept
    } finally {
      await runner.close()
    }
  }

  #tested(window: WalkWindow, { standing, rule }: Choice, rank: number | undefined): WalkRun {
    const { objective } = this.#options.definition
    const { parameters, figure, summary: trained } = standing.trial
    const runs = window.test.map((span) => this.#run(span, parameters))
    const summary = summarise(measure(joinRuns(runs)))
    const hash = createHash('sha256')
    for (const run of runs) hash.update(run.hash)
    return {
      fold: {
        ...{ window, parameters, rule, rank, trained, summary },
        inSample: figure ?? undefined,
        outOfSample: figureOf(objective, summary) ?? undefined,
        stopped: runs.filter(wasStopped).length,
        hash: hash.digest('hex'),
      },
      tests: runs.map(({ equity, startEquity }) => ({ equity, startEquity })),
    }
  }

  #run(span: WalkWindow['test'][number], parameters: WalkFold['parameters']): RunResult {
    const { definition, kind, trials } = this.#options
    const seated = kind.seat({ ...definition.base, ...parameters })
    if (!seated.ok) throw new UserError('agent-parameters', `${seated.error}.`)
    const setup = { ...definition.setup, agents: [seated.value] }
    return backtest({ setup, ...stretchOver(this.#options, span) }, trials).run
  }
}

/** Whether all configurations are tried on the tests as well: the same ones, and not too many. */
function isRanked({ search, budget }: SweepDefinition): boolean {
  return search === 'grid' && budget <= rankedMax
}

function wasStopped({ halted, standings }: RunResult): boolean {
  return halted !== undefined || standings.length > 0
}

function untested(window: WalkWindow): WalkRun {
  const none = { parameters: undefined, rule: undefined, inSample: undefined, rank: undefined }
  return {
    fold: {
      window,
      ...none,
      outOfSample: undefined,
      trained: null,
      summary: null,
      stopped: 0,
      hash: null,
    },
    tests: [],
  }
}
