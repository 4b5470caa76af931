import { ArgumentError, requireFunction, requirePositive } from '../argument.ts'

/**
 * Where `f` crosses 0 between `low` and `high`, by Brent's mix of bisection, secant and inverse
 * quadratic steps.
 *
 * @param tolerance - Absolute, on x, beside 4 × 2.2e-16 of x itself.
 * @returns `undefined` when `f` has one sign at both ends, or is not a number there.
 * @throws ArgumentError when the ends are not finite, or `low` is above `high`.
 * @see Brent, "Algorithms for minimization without derivatives", 1973, chapter 4. Golden numbers:
 *   scipy 1.17.1 `optimize.brentq`.
 */
export function brentRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance = 1e-12,
): number | undefined {
  requireInterval(low, high)
  requirePositive('tolerance', tolerance)
  requireFunction('f', f)
  let [a, best, fa, fBest] = [low, high, f(low), f(high)]
  if (fa === 0) return a
  if (fBest === 0) return best
  if (!(Math.sign(fa) * Math.sign(fBest) < 0)) return undefined
  let [c, fc, step, before] = [a, fa, best - a, best - a]
  for (;;) {
    // The root lies between the best point and c, on the other side; a was the best before.
    if (Math.sign(fBest) === Math.sign(fc)) {
      ;[c, fc] = [a, fa]
      step = best - a
      before = step
    }
    if (Math.abs(fc) < Math.abs(fBest)) {
      ;[a, fa] = [best, fBest]
      ;[best, fBest] = [c, fc]
      ;[c, fc] = [a, fa]
    }
    const near = 2 * Number.EPSILON * Math.abs(best) + tolerance / 2
    const middle = (c - best) / 2
    if (Math.abs(middle) <= near || fBest === 0) return best
    const jump =
      Math.abs(before) >= near && Math.abs(fa) > Math.abs(fBest)
        ? interpolate(a, best, c, fa, fBest, fc)
        : Number.NaN
    // Only a jump that stays well inside, and shortens faster than halving, is taken.
    const isGood =
      jump * middle > 0 &&
      2 * Math.abs(jump) < Math.min(3 * Math.abs(middle) - near, Math.abs(before))
    before = isGood ? step : middle
    step = isGood ? jump : middle
    ;[a, fa] = [best, fBest]
    best += Math.abs(step) > near ? step : Math.sign(middle) * near
    fBest = f(best)
    if (Number.isNaN(fBest)) return undefined
  }
}

/** The step from `b` to the root of the parabola in f through three points, or of the line. */
function interpolate(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  const s = fb / fa
  if (a === c) return ((c - b) * s) / (1 - s)
  const q = fa / fc
  const r = fb / fc
  const above = s * ((c - b) * q * (q - r) - (b - a) * (r - 1))
  return -above / ((q - 1) * (r - 1) * (s - 1))
}

/** Declines ends that are not finite, or in the wrong order. */
export function requireInterval(low: number, high: number): void {
  if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high))
    throw new ArgumentError(`low and high must be finite and in order, were ${low} and ${high}`)
}
