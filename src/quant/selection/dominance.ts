/** How far one sample lies above another, as shares of the points of both. */
export type Dominance = {
  /** Share of points below which there is no more of the one than of the other: 1 is dominance. */
  readonly first: number
  /** Share of points up to which the one's shortfall is no larger: second order, 1 is dominance. */
  readonly second: number
}

/** Stochastic dominance of `one` over `other`, samples of the same length. */
export function dominanceOf(one: Float64Array, other: Float64Array): Dominance {
  const upper = Float64Array.from(one).sort()
  const lower = Float64Array.from(other).sort()
  const points = Float64Array.from([...upper, ...lower]).sort()
  const scale = points[points.length - 1] as number
  let [atUpper, atLower, area, first, second] = [0, 0, 0, 0, 0]
  for (let i = 0; i < points.length; i += 1) {
    const point = points[i] as number
    if (i > 0) area += (atLower - atUpper) * (point - (points[i - 1] as number))
    while (atUpper < upper.length && (upper[atUpper] as number) <= point) atUpper += 1
    while (atLower < lower.length && (lower[atLower] as number) <= point) atLower += 1
    if (atUpper <= atLower) first += 1
    // Areas that cancel exactly differ by rounding.
    if (area >= -1e-12 * upper.length * (scale - (points[0] as number))) second += 1
  }
  return { first: first / points.length, second: second / points.length }
}
