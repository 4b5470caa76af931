import { createHash } from 'node:crypto'
import type { AgentKind } from '../../agents/index.ts'
import { UserError } from '../../base/index.ts'
import { type Micros, minorPerUnit } from '../../domain/index.ts'
import { backtest, type TrialLedger } from '../../engine/index.ts'
import { columnsSha256, type LoadedBars } from '../../market/index.ts'
import {
  figureOf,
  measure,
  type Span,
  standings,
  steadiest,
  summarise,
  type SweepStanding,
  type WalkForward,
  walkForward,
  type WalkRun,
  type WalkWindow,
} from '../../research/index.ts'
import { refuseMixed } from '../open-market.ts'
import { runSweep } from '../sweep/run-sweep.ts'
import type { SweepDefinition } from '../sweep/sweep-definition.ts'
import type { JobRunner } from '../sweep/job-runner.ts'
import { type SweepPlan, sharedStretches } from '../sweep/sweep-plan.ts'

export type WalkOptionsOfDesk = {
  readonly definition: SweepDefinition
  readonly kind: AgentKind
  readonly market: readonly LoadedBars[]
  readonly windows: readonly WalkWindow[]
  /** By its figure, or by that of it and its neighbours. */
  readonly choice: 'best' | 'steadiest'
  readonly trials: TrialLedger
  readonly deskFolder: string
  /** Makes what runs the sweep of a fold. */
  readonly runnerFor: (plan: SweepPlan) => JobRunner
  readonly onTrial?: ((done: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** A walk, or as far as it came before it was stopped. */
export type WalkResult = {
  readonly walk: WalkForward
  /** SHA-256 over what was chosen in every fold, and what came of it. */
  readonly hash: string
  readonly isPartial: boolean
}

/**
 * Sweeps every training window anew, and runs what was chosen on the test after it, with indicators
 * warm and nothing held. Sweeps and tests are trials like any other.
 */
export async function runWalkForward(options: WalkOptionsOfDesk): Promise<WalkResult> {
  const { definition, market, windows } = options
  refuseMixed(market)
  const runs: WalkRun[] = []
  let isPartial = false
  let done = 0
  for (const window of windows) {
    const chosen = await chosenIn(window, options, done)
    if (chosen === 'stopped') {
      isPartial = true
      break
    }
    done += chosen.trials
    runs.push(tested(window, chosen.standing, options))
  }
  const hash = createHash('sha256')
  for (const { fold } of runs) hash.update(`${JSON.stringify([fold.parameters, fold.hash])}\n`)
  const cash = Number(definition.setup.cash) / minorPerUnit
  const walk = walkForward(runs, cash, market[0]?.intervalUs ?? 0)
  return { walk, hash: hash.digest('hex'), isPartial }
}

type Chosen = { readonly standing: SweepStanding | undefined; readonly trials: number }

async function chosenIn(
  { train }: WalkWindow,
  options: WalkOptionsOfDesk,
  before: number,
): Promise<Chosen | 'stopped'> {
  const { definition, kind, trials, deskFolder, runnerFor, onTrial, signal } = options
  const market = options.market.map((of) => within(of, train))
  const ground = { stretches: [{ market, warmUntil: 0 as Micros }], scoring: 'joined' as const }
  const runner = runnerFor({
    ...{ ...definition, ...ground },
    stretches: sharedStretches(ground.stretches),
  })
  try {
    const swept = await runSweep({
      ...{ ...ground, whole: options.market },
      ...{ definition, kind, trials, deskFolder, runner, signal },
      onTrial: (done) => onTrial?.(before + done),
    })
    if (swept.isPartial) return 'stopped'
    const all = standings(definition.axes, swept.trials, definition.objective)
    const steady = steadiest(all, definition.objective)
    const standing = options.choice === 'best' ? all[0] : steady
    return { standing, trials: swept.trials.length }
  } finally {
    await runner.close()
  }
}

function tested(
  window: WalkWindow,
  standing: SweepStanding | undefined,
  { definition, kind, market, trials }: WalkOptionsOfDesk,
): WalkRun {
  const { base, setup, objective } = definition
  const startEquity = Number(setup.cash) / minorPerUnit
  if (standing === undefined) {
    const none = { parameters: undefined, inSample: undefined, outOfSample: undefined }
    const equity = { length: 0, ts: new Float64Array(), equity: new Float64Array() }
    return {
      fold: { window, ...none, summary: null, hash: null },
      equity: { ...equity, exposure: new Float32Array() },
      startEquity,
    }
  }
  const { parameters, figure } = standing.trial
  const seated = kind.seat({ ...base, ...parameters })
  if (!seated.ok) throw new UserError('agent-parameters', `${seated.error}.`)
  const { run } = backtest(
    {
      setup: { ...setup, agents: [seated.value] },
      market: market.map((of) => within(of, { from: window.train.from, to: window.test.to })),
      warmUntil: window.test.from,
    },
    trials,
  )
  const summary = summarise(measure(run))
  const outOfSample = figureOf(objective, summary) ?? undefined
  const fold = { window, parameters, inSample: figure ?? undefined, outOfSample }
  return { fold: { ...fold, summary, hash: run.hash }, equity: run.equity, startEquity }
}

/** Bars that open and close within a span. */
function within(of: LoadedBars, { from, to }: Span): LoadedBars {
  const bars = of.bars.slice(of.bars.rowAt(from + 1), of.bars.rowAt(to + 1))
  if (bars.length === 0)
    throw new UserError(
      'empty-range',
      `${of.instrument.id} has no bars in one of the windows; take fewer folds, or another span.`,
    )
  return { ...of, bars, sha256: columnsSha256(bars) }
}
