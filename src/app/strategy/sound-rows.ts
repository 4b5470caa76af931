import { backtestNull, type RecordedTrial, type RunResult } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import {
  type CheckRow,
  economicRealism,
  expectancyInterval,
  type Metrics,
  measure,
  overfittingFigures,
  robustness,
  safetyInvariants,
  type SoundnessCategory,
  type SoundnessThresholds,
  statisticalSanity,
  type WatchedAgent,
} from '../../research/index.ts'
import type { Limits } from '../../risk/index.ts'

/** A run that this side made itself, and what it takes to judge it. */
export type SoundRun = {
  readonly run: RunResult
  readonly recorded: RecordedTrial
  readonly metrics: Metrics
  readonly watched: ReturnType<WatchedAgent['take']>
  readonly market: readonly LoadedBars[]
  readonly limits: Limits
  readonly participationMax: number
}

/**
 * The categories of soundness that a strategy in a box is judged by, a row each. What could not be
 * asked of these bars, such as a regime that they do not have, fails nothing. Determinism is what
 * the run itself is confirmed for; latency and memory are what the box ends it by.
 */
export function soundRows(of: SoundRun, asked: SoundnessThresholds): readonly CheckRow[] {
  const { run, recorded, metrics, watched, market, limits, participationMax } = of
  const dearer = measure(backtestNull(recorded, { costFactor: asked.costFactor }))
  const results = Float64Array.from(run.trades, ({ netPnl }) => netPnl)
  const alone = { trials: 1, others: [] }
  return [
    safetyInvariants({ run, market, limits, watched }),
    statisticalSanity(
      {
        ...{ metrics, rows: [], nulls: [], expectancy: expectancyInterval(results, run.seed) },
        // The gate asks after all that was tried, and more than this would.
        overfitting: overfittingFigures(metrics.curve, alone, run.seed),
      },
      asked,
    ),
    economicRealism({ run, metrics, market, dearer, participationMax }, asked),
    robustness({ run, market, scenarios: [], expectations: [] }, asked),
  ].map(rowOf)
}

function rowOf({ name, status, figures, checks }: SoundnessCategory): CheckRow {
  const failed = checks.filter((check) => check.status === 'fail')
  const words = failed.map(({ name: of, found, asked }) => `${of}: ${found}; asked is ${asked}.`)
  const why = failed.length === 0 ? 'Nothing failed.' : words.join(' ')
  return {
    ...{ name: `soundness: ${name}`, figures, why: why.slice(0, 1_000) },
    status: status === 'fail' ? 'fail' : 'pass',
  }
}
