import { requireFunction, requirePositive } from '../argument.ts'
import { requireInterval } from './brent-root.ts'
import { valueAt } from './value-at.ts'

const goldenShare = (3 - Math.sqrt(5)) / 2

/**
 * A minimum of `f` between `low` and `high`, by Brent's mix of golden sections and parabolas; the
 * minimum when there is only one. Never looks outside. A value of NaN counts as infinite.
 *
 * @param tolerance - Absolute, on x. Below 1e-8 of x the values themselves no longer differ.
 * @throws ArgumentError when the ends are not finite, or `low` is above `high`.
 * @see Brent, "Algorithms for minimization without derivatives", 1973, chapter 5. Golden numbers:
 *   scipy 1.17.1 `optimize.fminbound`.
 */
export function brentMinimum(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance = 1e-8,
): { readonly x: number; readonly value: number } {
  requireFunction('f', f)
  requireInterval(low, high)
  requirePositive('tolerance', tolerance)
  let [a, b] = [low, high]
  let x = a + goldenShare * (b - a)
  let fx = valueAt(f, x)
  // The second best point, and the one it replaced.
  let [second, fSecond, third, fThird] = [x, fx, x, fx]
  let [step, before] = [0, 0]
  for (;;) {
    const middle = (a + b) / 2
    const near = 1.5e-8 * Math.abs(x) + tolerance / 3
    if (Math.abs(x - middle) <= 2 * near - (b - a) / 2) return { x, value: fx }
    const jump = parabolaStep(x, second, third, fx, fSecond, fThird)
    const isGood =
      Math.abs(before) > near &&
      Math.abs(jump) < Math.abs(before) / 2 &&
      x + jump > a &&
      x + jump < b
    if (isGood) {
      before = step
      const isAtEnd = x + jump - a < 2 * near || b - x - jump < 2 * near
      step = isAtEnd ? (x < middle ? near : -near) : jump
    } else {
      before = x < middle ? b - x : a - x
      step = goldenShare * before
    }
    const next = Math.abs(step) >= near ? x + step : x + (step > 0 ? near : -near)
    const value = valueAt(f, next)
    if (value <= fx) {
      if (next < x) b = x
      else a = x
      ;[third, fThird, second, fSecond, x, fx] = [second, fSecond, x, fx, next, value]
      continue
    }
    if (next < x) a = next
    else b = next
    if (value <= fSecond || second === x)
      [third, fThird, second, fSecond] = [second, fSecond, next, value]
    else if (value <= fThird || third === x || third === second) [third, fThird] = [next, value]
  }
}

/** From `x` to the bottom of the parabola through three points; NaN when they are not three. */
function parabolaStep(
  x: number,
  second: number,
  third: number,
  fx: number,
  fSecond: number,
  fThird: number,
): number {
  const r = (x - second) * (fx - fThird)
  const q = (x - third) * (fx - fSecond)
  const above = (x - third) * q - (x - second) * r
  return -above / (2 * (q - r))
}
