import { minorPerUnit } from '../../domain/index.ts'
import { backtest, type RunResult, type TrialLedger } from '../../engine/index.ts'
import {
  blockReturns,
  type ComparedTrial,
  holdControl,
  measure,
  type Objective,
  type OverfittingFigures,
  overfittingFigures,
  type SelectionFigures,
  selectionFigures,
  summarise,
  type Summary,
  type SweepTrial,
  unlikeTurnover,
} from '../../research/index.ts'
import { randomTraders } from '../random-traders.ts'
import { evidenceOf } from '../run-backtest.ts'
import type { SweepOptions, SweepRun } from './run-sweep.ts'
import type { SweepDefinition } from './sweep-definition.ts'
import type { Stretch } from './sweep-plan.ts'
import { writtenDown } from './written-down.ts'

/** How far the best of a sweep can be believed. */
export type JudgedSweep = {
  readonly best: SweepTrial
  readonly selection: SelectionFigures
  /** Of the best, weighed against everything ever tried on its data. */
  readonly overfitting: OverfittingFigures
}

/** What of a sweep its judgement goes by; its data are one stretch. */
export type SweepToJudge = Pick<SweepOptions, 'definition' | 'kind'> &
  Pick<Stretch, 'market' | 'outside'> & { readonly trials: TrialLedger }

/**
 * Runs the best trial of a sweep again, as it was, with holding and random traders beside it, and
 * weighs the choice. Nothing new is tried, so nothing new is counted.
 */
export function judgeSweep(swept: SweepRun, best: SweepTrial, of: SweepToJudge): JudgedSweep {
  const { definition, kind, market, outside, trials } = of
  const { base, setup, objective } = definition
  const seated = kind.seat({ ...base, ...best.parameters })
  if (!seated.ok) throw new Error(`the best trial cannot be seated: ${seated.error}`)
  const { run, trial } = backtest(
    { setup: { ...setup, agents: [seated.value] }, market, outside },
    writtenDown,
  )
  const metrics = measure(run)
  const columns = market.map(({ bars }) => bars)
  const hold = holdControl(run, metrics, columns, setup.costs)
  const own = (each: RunResult): ComparedTrial | undefined =>
    comparedOf(blockReturns(each), summarise(measure(each)), definition)
  const traders = randomTraders({ setup, market }, run, (each) => {
    const { turnover, awakeShare } = measure(each)
    return { turnover, awakeShare, compared: own(each) }
  })
  const unlike = unlikeTurnover(metrics, traders)
  const evidence = evidenceOf(trial, swept.counted, trials)
  return {
    best,
    selection: selectionFigures({
      trials: distinct(swept.trials, definition),
      chosen: own(run),
      hold: blockReturns({ ...run, equity: { ...run.equity, equity: hold.curves().full } }),
      random: unlike === undefined ? traders.flatMap(({ compared }) => compared ?? []) : [],
      randomAbsent: unlike,
      performance: performanceOf(objective),
      seed: setup.seed,
    }),
    overfitting: overfittingFigures(metrics.curve, evidence, setup.seed),
  }
}

/** The same configuration tried twice is one; what was given up or thinned out left no returns. */
function distinct(
  trials: readonly SweepTrial[],
  definition: SweepDefinition,
): readonly ComparedTrial[] {
  const byPoint = new Map<string, ComparedTrial>()
  for (const { point, returns, summary } of trials) {
    const found = comparedOf(returns ?? undefined, summary, definition)
    if (found !== undefined) byPoint.set(point.join(' '), found)
  }
  return [...byPoint.values()]
}

function comparedOf(
  returns: ArrayLike<number> | undefined,
  summary: Summary | null,
  { setup }: SweepDefinition,
): ComparedTrial | undefined {
  if (returns === undefined || summary === null) return undefined
  const { exposureMean, turnover, fees } = summary
  const paid = (fees ?? 0) / (Number(setup.cash) / minorPerUnit)
  const costs = paid + (turnover ?? 0) * setup.costs.slippage
  return { returns: Float64Array.from(returns), exposure: exposureMean ?? 0, costs }
}

/** Money is looked for by the mean of returns; all else by what risk leaves of it. */
function performanceOf(objective: Objective): 'sharpe' | 'mean' {
  const ofMoney: readonly Objective[] = ['returnPct', 'cagrPct', 'netPnl']
  return ofMoney.includes(objective) ? 'mean' : 'sharpe'
}
