import type { HaircutSharpe } from '../../quant/index.ts'
import type { Interval } from './headline-intervals.ts'
import type { OverfittingFigures } from './overfitting-figures.ts'
import type { SharpeHaircuts } from './sharpe-haircuts.ts'
import { type Figure, figure } from '../figure.ts'

type Pair = readonly [low: Figure, high: Figure]

type HaircutSummary = {
  readonly sharpe: Figure
  readonly haircut: Figure
  readonly probability: Figure
}

/** `overfitting` of `backtest --json`. Keys are added, never renamed. Ratios are annual. */
export type OverfittingSummary = {
  readonly trials: number
  readonly effectiveTrials: number
  readonly settledTrials: number
  readonly psr: Figure
  readonly dsr: Figure
  readonly sharpeVariance: Figure
  /** `trials` or `estimator`: what the variance was taken from. */
  readonly sharpeVarianceFrom: string | null
  readonly expectedMaximumSharpe: Figure
  readonly minTrackRecordYears: Figure
  readonly minBacktestYears: Figure
  readonly recordYears: Figure
  readonly haircuts: Readonly<Record<keyof SharpeHaircuts, HaircutSummary | null>>
  readonly intervals: {
    readonly sharpe: Pair
    readonly cagrPct: Pair
    readonly drawdownMax: Pair
    readonly blockMean: Figure
  }
  /** Why figures are null. */
  readonly absent: readonly string[]
}

/** The statistics of overfitting for JSON: finite numbers or null, never NaN or an infinity. */
export function summariseOverfitting(of: OverfittingFigures): OverfittingSummary {
  const { haircuts, intervals } = of
  return {
    trials: of.trials,
    effectiveTrials: of.effectiveTrials,
    settledTrials: of.settled,
    psr: figure(of.probabilistic),
    dsr: figure(of.deflated),
    sharpeVariance: figure(of.sharpeVariance?.value),
    sharpeVarianceFrom: of.sharpeVariance?.from ?? null,
    expectedMaximumSharpe: figure(of.expectedMaximum),
    minTrackRecordYears: figure(of.trackRecordYears),
    minBacktestYears: figure(of.backtestYearsMin),
    recordYears: figure(of.recordYears),
    haircuts: {
      bonferroni: haircut(haircuts?.bonferroni),
      holm: haircut(haircuts?.holm),
      benjaminiYekutieli: haircut(haircuts?.benjaminiYekutieli),
    },
    intervals: {
      sharpe: pair(intervals?.sharpe),
      cagrPct: pair(intervals?.cagrPct),
      drawdownMax: pair(intervals?.drawdownMax),
      blockMean: figure(intervals?.blockMean),
    },
    absent: of.absent,
  }
}

function haircut(of: HaircutSharpe | undefined): HaircutSummary | null {
  if (of === undefined) return null
  const { sharpe, haircut: share, adjusted } = of
  return {
    sharpe: figure(sharpe),
    haircut: figure(share),
    probability: figure(adjusted),
  }
}

function pair(of: Interval | undefined): Pair {
  return [figure(of?.[0]), figure(of?.[1])]
}
