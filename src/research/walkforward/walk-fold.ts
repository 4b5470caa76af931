import type { ParameterValue } from '../../agents/index.ts'
import type { EquityCurve } from '../../engine/index.ts'
import type { CurveFigures } from '../metrics/curve-figures.ts'
import type { Summary } from '../metrics/summarise.ts'
import type { ChoiceRule } from './choose-standing.ts'
import type { WalkWindow } from './walk-plan.ts'

/** One step of a walk: what was chosen, by what it did, and what it did after. */
export type WalkFold = {
  readonly window: WalkWindow
  /** `undefined` when no trial had a figure to choose by: then nothing was traded. */
  readonly parameters: Readonly<Record<string, ParameterValue>> | undefined
  readonly rule: ChoiceRule | undefined
  /** What it was chosen by, and the same of its tests. */
  readonly inSample: number | undefined
  readonly outOfSample: number | undefined
  /** Of the training that it was chosen by. */
  readonly trained: Summary | null
  /** Of the tests, one after another; `null` where nothing was traded. */
  readonly summary: Summary | null
  /** Kendall's tau of all configurations of a grid, by training and by test. */
  readonly rank: number | undefined
  /** Tests in which risk paused the desk, or the strategy was no longer trusted by the end. */
  readonly stopped: number
  readonly hash: string | null
}

/** One way through all tests, as if each had begun with what the one before left. */
export type WalkPath = { readonly stitched: EquityCurve; readonly curve: CurveFigures }
