import type { EquityPoint } from '../../../src/app/desk-view.ts'

const minute = 60_000
const widths = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1_440, 2_880, 10_080, 40_320].map(
  (minutes) => minutes * minute,
)

/**
 * Equity on an even grid of time, so that a chart's width is time however the points were thinned:
 * the last equity and the deepest drawdown of every stretch. Stretches begin at round times, so a
 * new point changes the last one or adds one, and seldom widens them all.
 *
 * @param countMax - Most points wanted. Whole, >= 2.
 */
export function bucketEquity(
  points: readonly EquityPoint[],
  countMax: number,
): readonly EquityPoint[] {
  const width = bucketWidth(points, countMax)
  const buckets: EquityPoint[] = []
  for (const { t, equity, drawdown } of points) {
    const start = Math.floor(t / width) * width
    const last = buckets.at(-1)
    if (last === undefined || start > last.t) buckets.push({ t: start, equity, drawdown })
    else
      buckets[buckets.length - 1] = {
        t: last.t,
        equity,
        drawdown: Math.max(drawdown, last.drawdown),
      }
  }
  return buckets
}

function bucketWidth(points: readonly EquityPoint[], countMax: number): number {
  const first = points[0]?.t ?? 0
  const span = (points.at(-1)?.t ?? first) - first
  const narrowest = span / (countMax - 1)
  return widths.find((width) => width >= narrowest) ?? narrowest
}
