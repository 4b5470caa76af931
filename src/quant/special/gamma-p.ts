import { requireBetween, requirePositive } from '../argument.ts'
import { awayFromZero } from './away-from-zero.ts'
import { logGamma, logGammaFromOne } from './log-gamma.ts'
import { deviance } from './stirling.ts'
import { stirlingRemainder } from './stirling-remainder.ts'

/**
 * The regularised lower incomplete gamma function: the share of a gamma law of shape `a` and scale
 * 1 that lies below `x`. Good to some 1e-14 of its value, far tail included.
 *
 * @param a - Above 0, finite.
 * @param x - 0 or more; infinity gives 1.
 * @returns 0 to 1.
 * @throws ArgumentError when `a` or `x` is out of range.
 * @see Gil, Segura and Temme, "Efficient and accurate algorithms for the incomplete gamma function
 *   ratios", 2012, for where each series is good; Loader 2000 for the factor before it. Golden
 *   numbers: mpmath 1.4.1 (`test/golden/quant/special.json`).
 */
export function gammaP(a: number, x: number): number {
  requireArguments(a, x)
  if (x === 0) return 0
  if (x === Number.POSITIVE_INFINITY) return 1
  return x <= a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x)
}

/**
 * 1 - `gammaP(a, x)`, without the cancellation.
 *
 * @param a - Above 0, finite.
 * @param x - 0 or more; infinity gives 0.
 * @returns 0 to 1.
 * @throws ArgumentError when `a` or `x` is out of range.
 * @see As `gammaP`.
 */
export function gammaQ(a: number, x: number): number {
  requireArguments(a, x)
  if (x === 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  if (x > Math.max(1.1, a)) return upperFraction(a, x)
  // With a small shape nearly all lies close to 0: what is above must not be a difference from 1.
  const isMostBelow = x <= 0.5 ? -0.4 / Math.log(x) >= a : x * 1.1 >= a
  return x <= 1.1 && isMostBelow && a <= 0.5 ? upperSeries(a, x) : 1 - lowerSeries(a, x)
}

/** The density of a gamma law of shape `a` at `x`, times `x`: x^a e^-x / Γ(a). */
export function gammaWeight(a: number, x: number): number {
  const logarithm = -stirlingRemainder(a) - deviance(a, x)
  return Math.exp(logarithm) * Math.sqrt(a / (2 * Math.PI))
}

/** All terms are above 0. Abramowitz and Stegun 6.5.29. */
function lowerSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-17; k += 1) {
    term *= x / (a + k)
    sum += term
  }
  return Math.min(1, (gammaWeight(a, x) / a) * sum)
}

/** For a small `a` and `x`: 1 - x^a / Γ(1 + a), less what the alternating terms add. */
function upperSeries(a: number, x: number): number {
  let power = 1
  let sum = 0
  for (let k = 1; ; k += 1) {
    power *= -x / k
    const term = power / (a + k)
    sum += term
    if (Math.abs(term) <= Math.abs(sum) * 1e-17) break
  }
  const logPower = a * Math.log(x)
  return -Math.expm1(logPower - logGammaFromOne(a)) - Math.exp(logPower - logGamma(a)) * sum
}

/** Lentz's continued fraction. Abramowitz and Stegun 6.5.31, contracted. */
function upperFraction(a: number, x: number): number {
  const weight = gammaWeight(a, x)
  if (weight === 0) return 0
  let even = x + 1 - a
  let numerator = 1e300
  let denominator = 1 / even
  let value = denominator
  for (let k = 1; ; k += 1) {
    const step = -k * (k - a)
    even += 2
    denominator = 1 / awayFromZero(even + step * denominator)
    numerator = awayFromZero(even + step / numerator)
    const change = numerator * denominator
    value *= change
    if (Math.abs(change - 1) < 5e-16) return Math.min(1, weight * value)
  }
}

function requireArguments(a: number, x: number): void {
  requirePositive('a', a)
  requireBetween('x', x, 0, Number.POSITIVE_INFINITY)
}
