import type { EquityCurve } from '../../engine/index.ts'
import { curveFigures } from '../metrics/curve-figures.ts'
import { type Degradation, degradationOf } from './degradation.ts'
import { type CurvePart, stitchCurves } from './join-runs.ts'
import { meanOf } from './mean-of.ts'
import { type PathSpread, pathSpread } from './path-spread.ts'
import { promisedCurve } from './promised-curve.ts'
import type { WalkFold, WalkPath } from './walk-fold.ts'
import type { WalkPlan } from './walk-plan.ts'

/** A fold with the curve of each of its tests; none where nothing was traded. */
export type WalkRun = { readonly fold: WalkFold; readonly tests: readonly CurvePart[] }

/** All tests put together, beside what the choices had promised. */
export type WalkForward = WalkPath & {
  readonly folds: readonly WalkFold[]
  /** All ways through the tests; that with the median ratio is this walk's own. */
  readonly paths: readonly WalkPath[]
  /** How the paths differ; `undefined` of one alone. */
  readonly spread: PathSpread | undefined
  /** What would have come of it, had each test earned what its choice did. */
  readonly promised: EquityCurve
  /** Mean figure of what was chosen, where it was chosen and where it was tried. */
  readonly inSample: number | undefined
  readonly outOfSample: number | undefined
  readonly degradation: Degradation
  /** Folds whose tests gained. */
  readonly gained: number
}

export type WalkMoney = {
  /** Quote units. */
  readonly start: number
  /** Length of a bar. */
  readonly intervalUs: number
  readonly seed: number
}

/**
 * Puts the tests of a walk together.
 *
 * @param runs - Of the windows of `plan`, in their order; of one that was stopped, the first.
 */
export function walkForward(
  plan: WalkPlan,
  runs: readonly WalkRun[],
  { start, intervalUs, seed }: WalkMoney,
): WalkForward {
  const known = plan.paths.map((path) => path.filter(({ window }) => window < runs.length))
  const paths = known.map((path): WalkPath => {
    const parts = path.flatMap(({ window, test }) => runs[window]?.tests[test] ?? [])
    const stitched = stitchCurves(parts, start)
    return { stitched, curve: curveFigures(stitched, start, intervalUs) }
  })
  const middle = medianPath(paths)
  const folds = runs.map(({ fold }) => fold)
  const own = paths[middle] ?? nothing(start, intervalUs)
  return {
    ...own,
    ...{ folds, paths },
    spread: paths.length < 2 ? undefined : pathSpread(paths),
    promised: promisedCurve(known[middle] ?? [], folds, own.stitched, start),
    inSample: meanOf(folds.map((fold) => fold.inSample)),
    outOfSample: meanOf(folds.map((fold) => fold.outOfSample)),
    degradation: degradationOf(folds, own.curve, seed),
    gained: folds.filter(({ summary }) => (summary?.netPnl ?? 0) > 0).length,
  }
}

function nothing(start: number, intervalUs: number): WalkPath {
  const stitched = stitchCurves([], start)
  return { stitched, curve: curveFigures(stitched, start, intervalUs) }
}

/** Place of the path with the median ratio; the lower of two, and one without any is worst. */
function medianPath(paths: readonly WalkPath[]): number {
  const ratio = (at: number): number => paths[at]?.curve.sharpe?.value ?? Number.NEGATIVE_INFINITY
  const ranked = [...paths.keys()].sort((a, b) => {
    const [one, other] = [ratio(a), ratio(b)]
    return one === other ? a - b : one - other
  })
  return ranked[Math.floor((ranked.length - 1) / 2)] ?? 0
}
