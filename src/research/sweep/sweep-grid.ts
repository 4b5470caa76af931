import { spanValue, type SweepAxis } from './sweep-axis.ts'

/** How many points a grid over `axes` has. */
export function gridSize(axes: readonly SweepAxis[], perSpan: number): number {
  return axes.reduce((size, axis) => size * axisPoints(axis, perSpan).length, 1)
}

/**
 * Every point of a grid, the last axis running fastest.
 *
 * @param perSpan - Values of a span, evenly over its scale, both ends included.
 */
export function gridPoints(axes: readonly SweepAxis[], perSpan: number): readonly Float64Array[] {
  let points: number[][] = [[]]
  for (const axis of axes) {
    const places = axisPoints(axis, perSpan)
    points = points.flatMap((point) => places.map((place) => [...point, place]))
  }
  return points.map((point) => Float64Array.from(point))
}

function axisPoints(axis: SweepAxis, perSpan: number): readonly number[] {
  if (axis.kind === 'list') return axis.values.map((_, place) => place)
  if (axis.low === axis.high || perSpan === 1) return [axis.low]
  const places = Array.from({ length: perSpan }, (_, k) => spanValue(axis, k / (perSpan - 1)))
  return [...new Set(places)]
}
