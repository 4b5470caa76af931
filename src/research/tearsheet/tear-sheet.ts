import type { BarColumns } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import type { CheckRow } from '../check-row.ts'
import type { RandomComparison } from '../metrics/compare-with-random.ts'
import type { HoldControl } from '../metrics/hold-control.ts'
import type { Metrics } from '../metrics/measure.ts'
import type { OverfittingFigures } from '../overfitting/overfitting-figures.ts'
import type { RunDescription } from '../report/about-list.ts'
import { type Attribution, attribution } from './attribution.ts'
import { lastCloses } from './booked-pnl.ts'
import type { Capacity } from './capacity.ts'
import { type CostWaterfall, costWaterfall } from './cost-waterfall.ts'
import { type EquityCone, equityCone } from './equity-cone.ts'
import { type ReturnDistribution, returnDistribution } from './return-distribution.ts'
import { type Rival, type RivalRow, rivalRows } from './rival-comparison.ts'
import { type RollingSharpe, rollingSharpe } from './rolling-sharpe.ts'

/** Something a sheet has a place for and that was not run: why, and how it is, in a sentence. */
export type NotRun = { readonly notRun: string }

/** A run, and all that was found out about it by running something. */
export type TearSheetInput = {
  readonly run: RunResult
  /** What made the fills: `Backtest`, or a desk. Stands first under the title. */
  readonly origin: string
  /** What no reader should forget: the last words of the page. */
  readonly caveat: string
  /** One per instrument of the run. */
  readonly bars: readonly BarColumns[]
  readonly metrics: Metrics
  readonly hold: HoldControl
  readonly random: RandomComparison | undefined
  readonly overfitting: OverfittingFigures
  /** Sentences to stand above all figures, the weightiest first. */
  readonly verdict: readonly string[]
  readonly about: RunDescription
  /** Annual Sharpe ratios of the other trials on these data that were settled. */
  readonly tried: readonly number[]
  readonly capacity: Capacity | NotRun
  readonly nulls: readonly CheckRow[] | NotRun
  readonly rivals: readonly Rival[]
}

/** Everything a tear sheet shows. */
export type TearSheet = Omit<TearSheetInput, 'rivals'> & {
  readonly cone: EquityCone | undefined
  readonly rolling: RollingSharpe | undefined
  readonly distribution: ReturnDistribution | undefined
  readonly costs: CostWaterfall
  readonly attribution: Attribution
  readonly rivals: readonly RivalRow[]
}

/** Works out what follows from a run alone. The same input gives the same sheet. */
export function tearSheet(input: TearSheetInput): TearSheet {
  const { run, bars, metrics } = input
  const { sampled } = metrics.curve
  return {
    ...input,
    cone: equityCone(run, sampled),
    rolling: rollingSharpe(run.equity, sampled),
    distribution: returnDistribution(sampled),
    costs: costWaterfall(run, lastCloses(run, bars)),
    attribution: attribution(run, bars, sampled),
    rivals: rivalRows(run, metrics, input.rivals),
  }
}
