import { createHash } from 'node:crypto'
import type { AgentKind, ParameterValue } from '../../agents/index.ts'
import { canonicalJson, ok, type Result, UserError } from '../../base/index.ts'
import { type SettledTrial, type Trial, type TrialLedger, trialOf } from '../../engine/index.ts'
import {
  lossOf,
  type Objective,
  parametersAt,
  pruningBounds,
  sweepSearch,
  type SweepTrial,
} from '../../research/index.ts'
import { refuseMixed } from '../open-market.ts'
import type { JobRunner } from './job-runner.ts'
import { type SweepDefinition, type SweepGround, sweepId } from './sweep-definition.ts'
import { SweepFile } from './sweep-file.ts'
import type { Stretch, SweepAnswer, SweepJob } from './sweep-plan.ts'

/** What is tried on. */
type SweepData = Pick<Stretch, 'market' | 'outside'>

export type SweepOptions = SweepGround & {
  readonly definition: SweepDefinition
  readonly kind: AgentKind
  /** All of the data, where stretches are parts of it: what is tried counts there too. */
  readonly whole?: SweepData | undefined
  readonly trials: TrialLedger
  readonly deskFolder: string
  readonly runner: JobRunner
  /** Told of every trial that is known, in any order. @param best - Figure, of those so far. */
  readonly onTrial?: ((done: number, best: number | null) => void) | undefined
  /** Ends the sweep with the batch that is out. */
  readonly signal?: AbortSignal | undefined
}

/** All trials of a sweep, in their order. */
export type SweepRun = {
  readonly id: string
  /** SHA-256 over what every trial came to; the same however many ran at once. */
  readonly hash: string
  readonly trials: readonly SweepTrial[]
  /** Trials that an earlier run of the same sweep had left. */
  readonly resumed: number
  /** Whether it was stopped before its end. */
  readonly isPartial: boolean
  /** Distinct configurations ever tried on these data. */
  readonly counted: number
  /** The same on the whole that they are parts of; 0 where they are no parts. */
  readonly countedWhole: number
}

/**
 * Runs a sweep, or goes on with one that was stopped. A batch is written down in the trial ledger
 * before any of it is run, and kept as it comes in.
 */
export async function runSweep(options: SweepOptions): Promise<SweepRun> {
  for (const { market } of options.stretches) refuseMixed(market)
  const sweep = new Sweep(options)
  const { axes, setup, budget, gridPoints, points: given, search: name } = options.definition
  const search = sweepSearch(name, { axes, seed: setup.seed, budget, gridPoints, points: given })
  for (;;) {
    const points = search.next(sweep.searched)
    if (points.length === 0) return sweep.end(false)
    if (options.signal?.aborted === true) return sweep.end(true)
    await sweep.run(points)
  }
}

/** Trials that leave their returns, at most: of more, every nth. */
const keptMax = 2_000

const unknown = { sharpe: null, samples: 0, fingerprint: null } as const

class Sweep {
  readonly #options: SweepOptions
  readonly #file: SweepFile
  readonly #id: string
  /** Every so many trials leave their returns. */
  readonly #every: number
  /** Bars of all stretches, and what is beside them. */
  readonly #data: SweepData
  readonly #trials: SweepTrial[] = []
  readonly #resumed: number
  /** Points with what they came to, less being better. */
  readonly searched: { readonly point: Float64Array; readonly value: number }[] = []
  /** First trial of every configuration. */
  readonly #first = new Map<string, number>()
  #counted = 0
  #countedWhole = 0
  #known = 0
  #best: number | null = null

  constructor(options: SweepOptions) {
    this.#options = options
    this.#every = Math.max(1, Math.ceil(options.definition.budget / keptMax))
    this.#data = dataOf(options.stretches)
    const first = this.#trialOf(options.definition.base, this.#data)
    if (!first.ok) throw new UserError('agent-parameters', `${first.error}.`)
    this.#id = sweepId(options.definition, options, first.value)
    this.#file = new SweepFile(options.deskFolder, this.#id)
    this.#resumed = this.#file.size
  }

  async run(points: readonly Float64Array[]): Promise<void> {
    const { definition, runner, trials: ledger } = this.#options
    const from = this.#trials.length
    const { objective, isPruning, axes } = definition
    const lossesOf = (trial: SweepTrial): number[] =>
      trial.stages.map((figure) => lossOf(objective, figure))
    const bounds = isPruning ? pruningBounds(this.#trials.map(lossesOf)) : []
    const all = points.map((point, k) => ({
      ...{ n: from + k, bounds },
      keepsReturns: (from + k) % this.#every === 0,
      parameters: parametersAt(axes, point),
    }))
    const fresh = all.filter((job) => this.#isFresh(job))
    const rowOf = new Map(all.map((job) => [job.n, this.#rowOf(job, this.#data)]))
    this.#counted = Math.max(this.#counted, ledger.recordAll([...rowOf.values()].flat()))
    const { whole } = this.#options
    const parts = whole === undefined ? [] : all.flatMap((job) => this.#rowOf(job, whole))
    this.#countedWhole = Math.max(this.#countedWhole, ledger.recordAll(parts))
    await runner.run(fresh, (answer) => {
      this.#file.add(answer)
      this.#tell(answer)
    })
    all.forEach((job, k) => this.#take(job, points[k] as Float64Array))
    // Those known from before too: it may have been stopped between their running and this.
    const firsts = all.filter(({ n, parameters }) => this.#first.get(keyOf(parameters)) === n)
    ledger.settleAll(firsts.flatMap(({ n }) => this.#settled(n, rowOf.get(n) ?? [])))
  }

  #settled(n: number, rows: readonly Trial[]): readonly SettledTrial[] {
    const { sharpe, samples, fingerprint } = this.#file.known(n) ?? unknown
    const outcome = {
      ...{ sharpe: sharpe ?? undefined, samples, fingerprint: fingerprint ?? undefined },
    }
    return rows.map((trial) => ({ trial, outcome }))
  }

  /** Whether a job is neither known from before, nor the same as one of an earlier batch. */
  #isFresh({ n, parameters }: SweepJob): boolean {
    const answer = this.#file.known(n)
    if (answer !== undefined) this.#tell(answer)
    const key = keyOf(parameters)
    const first = this.#first.get(key)
    if (first === undefined) this.#first.set(key, n)
    return answer === undefined && first === undefined
  }

  /** In the trial ledger; nothing for what cannot be seated, and so is never run. */
  #rowOf({ parameters }: SweepJob, data: SweepData): readonly Trial[] {
    const { base } = this.#options.definition
    const row = this.#trialOf({ ...base, ...parameters }, data)
    return row.ok ? [row.value] : []
  }

  #trialOf(
    parameters: Readonly<Record<string, unknown>>,
    { market, outside }: SweepData,
  ): Result<Trial> {
    const { kind, definition } = this.#options
    const seated = kind.seat(parameters)
    if (!seated.ok) return seated
    return ok(trialOf({ ...definition.setup, agents: [seated.value] }, market, { outside }))
  }

  #tell(answer: SweepAnswer): void {
    const { objective } = this.#options.definition
    this.#known += 1
    if (isBetter(objective, answer.figure, this.#best)) this.#best = answer.figure
    this.#options.onTrial?.(this.#known, this.#best)
  }

  #take({ n, parameters }: SweepJob, point: Float64Array): void {
    const { objective } = this.#options.definition
    const of = this.#file.known(n) ?? this.#file.known(this.#first.get(keyOf(parameters)) ?? n)
    if (of === undefined) throw new Error(`trial ${n} has no answer`)
    const { hash, figure, summary, folds, returns, stages, prunedAt, error } = of
    const rest = { hash, figure, summary, folds, returns, stages, prunedAt, error }
    this.#trials.push({ n, parameters, point: [...point], ...rest })
    // What was given up is told to the search by its last stage: it was worse than half of them.
    const seen = prunedAt === null ? figure : (stages[prunedAt] ?? null)
    this.searched.push({ point, value: lossOf(objective, seen) })
  }

  end(isPartial: boolean): SweepRun {
    if (!isPartial && this.#trials.every(({ error }) => error !== null)) {
      const count = this.#trials.length
      const why = this.#trials[0]?.error ?? 'there is none'
      throw new UserError(
        'empty-space',
        `None of the ${count} configurations can run (${why}); vary other values.`,
      )
    }
    const hash = createHash('sha256')
    for (const trial of this.#trials) hash.update(`${canonicalJson(trial)}\n`)
    return {
      ...{ id: this.#id, hash: hash.digest('hex'), trials: this.#trials, isPartial },
      ...{ resumed: Math.min(this.#resumed, this.#trials.length), counted: this.#counted },
      countedWhole: this.#countedWhole,
    }
  }
}

/** All stretches as one; either all of them have something beside their bars, or none has. */
function dataOf(stretches: readonly Stretch[]): SweepData {
  return {
    market: stretches.flatMap(({ market }) => market),
    outside: stretches.flatMap(({ outside = [] }) => outside),
  }
}

function isBetter(objective: Objective, figure: number | null, best: number | null): boolean {
  if (figure === null) return false
  return best === null || lossOf(objective, figure) < lossOf(objective, best)
}

function keyOf(parameters: Readonly<Record<string, ParameterValue>>): string {
  return JSON.stringify(parameters)
}
