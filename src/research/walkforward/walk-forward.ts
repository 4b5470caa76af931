import type { ParameterValue } from '../../agents/index.ts'
import type { EquityCurve } from '../../engine/index.ts'
import { type CurveFigures, curveFigures } from '../metrics/curve-figures.ts'
import type { Summary } from '../metrics/summarise.ts'
import { stitchCurves } from './join-runs.ts'
import type { WalkWindow } from './walk-windows.ts'

/** One step of a walk: what was chosen, by what it did, and what it did after. */
export type WalkFold = {
  readonly window: WalkWindow
  /** `undefined` when no trial had a figure to choose by: then nothing was traded. */
  readonly parameters: Readonly<Record<string, ParameterValue>> | undefined
  readonly inSample: number | undefined
  readonly outOfSample: number | undefined
  /** Of the test; `null` where nothing was traded. */
  readonly summary: Summary | null
  readonly hash: string | null
}

/** A fold with the curve of its test. */
export type WalkRun = {
  readonly fold: WalkFold
  readonly equity: EquityCurve
  readonly startEquity: number
}

/** All tests one after another, beside what the choices had promised. */
export type WalkForward = {
  readonly folds: readonly WalkFold[]
  /** Of the tests alone, as if each had begun with what the one before left. */
  readonly stitched: EquityCurve
  readonly curve: CurveFigures
  /** Mean figure of what was chosen, where it was chosen and where it was tried. */
  readonly inSample: number | undefined
  readonly outOfSample: number | undefined
  /** Folds whose test gained. */
  readonly gained: number
}

/** Puts tests together. @param intervalUs - Length of a bar. @param start - Quote units. */
export function walkForward(
  runs: readonly WalkRun[],
  start: number,
  intervalUs: number,
): WalkForward {
  const stitched = stitchCurves(runs, start)
  const folds = runs.map(({ fold }) => fold)
  return {
    ...{ folds, stitched, curve: curveFigures(stitched, start, intervalUs) },
    inSample: meanOf(folds.map((fold) => fold.inSample)),
    outOfSample: meanOf(folds.map((fold) => fold.outOfSample)),
    gained: folds.filter(({ summary }) => (summary?.netPnl ?? 0) > 0).length,
  }
}

/** `undefined` unless every fold has one: the others would stand for it. */
function meanOf(figures: readonly (number | undefined)[]): number | undefined {
  let sum = 0
  for (const figure of figures) {
    if (figure === undefined) return undefined
    sum += figure
  }
  return figures.length === 0 ? undefined : sum / figures.length
}
