import type { SweepAxis } from './sweep-axis.ts'

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
  const { low, high, isLog, isWhole } = axis
  if (low === high || perSpan === 1) return [low]
  const places = Array.from({ length: perSpan }, (_, k) => {
    const share = k / (perSpan - 1)
    const place = isLog
      ? Math.exp(Math.log(low) + share * Math.log(high / low))
      : low + share * (high - low)
    return isWhole ? Math.round(place) : Math.min(high, place)
  })
  return [...new Set(places)]
}
