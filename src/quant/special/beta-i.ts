import { requireBetween, requirePositive } from '../argument.ts'
import { awayFromZero } from './away-from-zero.ts'
import { deviance } from './stirling.ts'
import { stirlingRemainder } from './stirling-remainder.ts'

/**
 * The regularised incomplete beta function: the share of a beta law that lies below `x`. Good to
 * some 1e-14 of its value, far tail included; of 1, when `a` or `b` is below 1e-4.
 *
 * @param a - Above 0, finite, as is `b`.
 * @param x - 0 to 1.
 * @returns 0 to 1.
 * @throws ArgumentError when an argument is out of range.
 * @see Didonato and Morris, "Algorithm 708", 1992, equation 9, for the fraction; Loader
 *   2000 for the factor before it. Golden numbers: mpmath 1.4.1 (`test/golden/quant/special.json`).
 */
export function betaI(a: number, b: number, x: number): number {
  requireArguments(a, b, x)
  return x <= turn(a, b) ? fraction(a, b, x, 1 - x) : 1 - fraction(b, a, 1 - x, x)
}

/**
 * 1 - `betaI(a, b, x)`, without the cancellation, and for a small `x` without the rounding of
 * 1 - `x`.
 *
 * @param a - Above 0, finite, as is `b`.
 * @param x - 0 to 1.
 * @returns 0 to 1.
 * @throws ArgumentError when an argument is out of range.
 * @see As `betaI`.
 */
export function betaIComplement(a: number, b: number, x: number): number {
  requireArguments(a, b, x)
  return x <= turn(a, b) ? 1 - fraction(a, b, x, 1 - x) : fraction(b, a, 1 - x, x)
}

/** The density of a beta law at `x`, times `x` and `y`. @param y - 1 - `x`. */
export function betaWeight(a: number, b: number, x: number, y: number): number {
  const sum = a + b
  const rest = stirlingRemainder(sum) - stirlingRemainder(a) - stirlingRemainder(b)
  const logarithm = rest - deviance(a, sum * x) - deviance(b, sum * y)
  return Math.exp(logarithm) * Math.sqrt((a / sum) * (b / (2 * Math.PI)))
}

/**
 * Up to where the share below is worked out, and above it the other one: the mean, for then the
 * smaller share keeps its digits. With tiny parameters the fraction would not end there.
 */
function turn(a: number, b: number): number {
  return Math.min(a, b) < 1e-4 ? (a + 1) / (a + b + 2) : a / (a + b)
}

/**
 * The share below `x`, which is at most `turn`: Lentz's way through a continued fraction whose
 * terms do not cancel.
 *
 * @param y - 1 - `x`.
 */
function fraction(a: number, b: number, x: number, y: number): number {
  if (x === 0) return 0
  const weight = betaWeight(a, b, x, y)
  if (weight === 0) return 0
  const gap = (a < b ? a - (a + b) * x : (a + b) * y - b) + 1
  let numerator = (a / (a + 1)) * gap
  let denominator = 0
  let value = numerator
  for (let k = 1; ; k += 1) {
    const at = a + 2 * k - 1
    const step = ((a + k - 1) / at) * ((a + b + k - 1) / at) * k * (b - k) * x * x
    const next = k + (k * (b - k) * x) / at + ((a + k) / (at + 2)) * (gap + k * (1 + y))
    denominator = 1 / awayFromZero(next + step * denominator)
    numerator = awayFromZero(next + step / numerator)
    const change = numerator * denominator
    value *= change
    if (Math.abs(change - 1) < 5e-16) return Math.min(1, weight / value)
  }
}

function requireArguments(a: number, b: number, x: number): void {
  requirePositive('a', a)
  requirePositive('b', b)
  requireBetween('x', x, 0, 1)
}
