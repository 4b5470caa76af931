/** The value of `f` at `x`; infinite where it is not a number, so that `f` can refuse a point. */
export function valueAt<Point>(f: (x: Point) => number, x: Point): number {
  const value = f(x)
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
}
