import { declined, ok, type Result } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import {
  type Span,
  stretchBarsMin,
  trainBarsMin,
  type WalkPlan,
  type WalkWindow,
} from './walk-plan.ts'

export type WalkOptions = Span & {
  /** Length of a bar; windows begin and end with bars. */
  readonly barUs: number
  /** Test windows, one after another to the end of the data. Whole, 1 or more. */
  readonly folds: number
  /** The part of the data that is before the first of them. Above 0, below 1. */
  readonly trainShare: number
  /** `anchored`: all before a test; `rolling`: as much before each as before the first. */
  readonly scheme: 'anchored' | 'rolling'
  /** Left out before each test: what was decided before may not be over yet. */
  readonly purgeUs: number
}

/**
 * The windows of a walk forward. Tests never overlap, and nothing of a test lies before its end in
 * what it was chosen by. No training follows a test that it is tried on, so there is no embargo.
 *
 * @returns A sentence where the data are too short for it, or the purge too long.
 * @see Pardo, "The evaluation and optimization of trading strategies", 2008, chapter 11; López de
 *   Prado, "Advances in financial machine learning", 2018, chapter 7 (purging).
 */
export function walkWindows(options: WalkOptions): Result<WalkPlan> {
  const { from, to, barUs, folds, trainShare, scheme, purgeUs } = options
  if (!(Number.isInteger(folds) && folds >= 1))
    return declined(`folds must be a whole number from 1, was ${folds}`)
  if (!(trainShare > 0 && trainShare < 1))
    return declined(`the share before the first test must be between 0 and 1, was ${trainShare}`)
  const bars = Math.floor((to - from) / barUs)
  const testBars = Math.floor((bars * (1 - trainShare)) / folds)
  const firstBars = bars - testBars * folds
  const purgeBars = Math.ceil(purgeUs / barUs)
  if (testBars < stretchBarsMin || firstBars < trainBarsMin)
    return declined(
      `${bars} bars are too few for ${folds} folds: tests have ${testBars} bars ` +
        `(${stretchBarsMin} at least), training before the first ${firstBars} (${trainBarsMin})`,
    )
  if (!(purgeBars >= 0 && purgeBars < testBars && purgeBars <= firstBars - trainBarsMin))
    return declined(
      `a purge of ${purgeBars} bars is too long for tests of ${testBars} and training of ${firstBars}`,
    )
  const at = (bar: number): Micros => (from + bar * barUs) as Micros
  const windows = Array.from({ length: folds }, (_, fold): WalkWindow => {
    const start = firstBars + fold * testBars
    const first = at(scheme === 'anchored' ? 0 : start - firstBars)
    return {
      train: [{ warmFrom: first, from: first, to: at(start - purgeBars) }],
      test: [{ warmFrom: first, from: at(start), to: at(start + testBars) }],
      inner: [],
    }
  })
  return ok({ windows, paths: [windows.map((_, window) => ({ window, test: 0 }))] })
}
