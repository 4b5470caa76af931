import type { EquityCurve } from '../../engine/index.ts'
import type { WalkFold } from './walk-fold.ts'
import type { PathPart, Span } from './walk-plan.ts'

/**
 * Equity had each test of a path grown, bar by bar, at the rate at which what it tried grew where
 * it was chosen. A fold in which nothing was chosen stands still.
 *
 * @param stitched - Of the path: its times are taken.
 */
export function promisedCurve(
  path: readonly PathPart[],
  folds: readonly WalkFold[],
  stitched: EquityCurve,
  start: number,
): EquityCurve {
  const { length, ts } = stitched
  const equity = new Float64Array(length)
  let carried = start
  let row = 0
  for (const { window, test } of path) {
    const fold = folds[window]
    const span = fold?.window.test[test]
    if (fold === undefined || span === undefined) continue
    const rate = rateOf(fold)
    while (row < length && (ts[row] as number) <= span.to) {
      equity[row] = carried * Math.exp(rate * ((ts[row] as number) - span.from))
      row += 1
    }
    carried *= Math.exp(rate * (span.to - span.from))
  }
  return { length, ts, equity, exposure: new Float32Array(length) }
}

/** Logarithmic growth for each microsecond of the training; 0 where nothing is left to grow. */
function rateOf({ window, trained }: WalkFold): number {
  const growth = 1 + (trained?.returnPct ?? 0) / 100
  const traded = window.inner.length === 0 ? window.train : window.inner
  return growth > 0 ? Math.log(growth) / lengthOf(traded) : 0
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + (to - from), 0)
}
