/** The step that balances the rounding of a central difference against its bend. */
const share = 6.055454452393343e-6

/** A box; an end may be infinite. */
export type Bounds = {
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/**
 * Writes the slopes of `f` at `x` to `out`: central differences, or three points on one side where
 * a bound, or a point without a value, is nearer than a step. Never calls `f` outside the bounds;
 * 0 along a closed interval.
 */
export function gradientOf(
  f: (x: Float64Array) => number,
  x: Float64Array,
  bounds: Bounds,
  out: Float64Array,
): void {
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] as number
    const below = value - (bounds.lower[i] as number)
    const above = (bounds.upper[i] as number) - value
    const wide = share * Math.max(Math.abs(value), 0.01)
    if (below >= 2 * wide && above >= 2 * wide) out[i] = insideSlope(f, x, i, wide)
    else if (above === 0 && below === 0) out[i] = 0
    else {
      // Just under half, or two steps could round past the end.
      const h = Math.min(wide, 0.49 * Math.max(below, above))
      out[i] = sideSlope(f, x, i, above >= below ? h : -h)
    }
  }
}

function insideSlope(
  f: (x: Float64Array) => number,
  x: Float64Array,
  i: number,
  h: number,
): number {
  const slope = centralSlope(f, x, i, h)
  if (Number.isFinite(slope)) return slope
  const right = sideSlope(f, x, i, h)
  return Number.isFinite(right) ? right : sideSlope(f, x, i, -h)
}

function centralSlope(
  f: (x: Float64Array) => number,
  x: Float64Array,
  i: number,
  h: number,
): number {
  const value = x[i] as number
  x[i] = value + h
  const above = f(x)
  x[i] = value - h
  const below = f(x)
  x[i] = value
  return (above - below) / (2 * h)
}

function sideSlope(f: (x: Float64Array) => number, x: Float64Array, i: number, h: number): number {
  const value = x[i] as number
  const here = f(x)
  x[i] = value + h
  const near = f(x)
  x[i] = value + 2 * h
  const far = f(x)
  x[i] = value
  return (4 * near - 3 * here - far) / (2 * h)
}
