type Timed = { readonly t: number }

/**
 * What a chart that shows `drawn` needs to be told to show `points`: the points from the last drawn
 * one on, or `undefined` when the past is another one and all must be drawn anew.
 */
export function pointsToAdd<P extends Timed>(
  drawn: readonly P[],
  points: readonly P[],
): readonly P[] | undefined {
  const last = drawn.length - 1
  if (last < 0 || points.length < drawn.length) return undefined
  if (points[0]?.t !== drawn[0]?.t || points[last]?.t !== drawn[last]?.t) return undefined
  return points[last] === drawn[last] ? points.slice(last + 1) : points.slice(last)
}
