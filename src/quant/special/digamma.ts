import { requirePositive } from '../argument.ts'
import { horner } from '../horner.ts'

/**
 * The slope of `logGamma`. Good to 1e-15 of the larger of its value and 1; its zero is at 1.4616.
 *
 * @param x - Above 0, finite.
 * @throws ArgumentError when `x` is not.
 * @see Abramowitz and Stegun 6.3.5, 6.3.18. Golden numbers: mpmath 1.4.1
 *   (`test/golden/quant/special.json`).
 */
export function digamma(x: number): number {
  requirePositive('x', x)
  let below = 0
  let at = x
  for (; at < 10; at += 1) below += 1 / at
  return Math.log(at) - 0.5 / at - horner(slopeSeries, 1 / (at * at)) / (at * at) - below
}

/**
 * The slope of `digamma`. Good to 1e-15 of its value.
 *
 * @param x - Above 0, finite.
 * @throws ArgumentError when `x` is not.
 * @see Abramowitz and Stegun 6.4.6, 6.4.12. Golden numbers: mpmath 1.4.1
 *   (`test/golden/quant/special.json`).
 */
export function trigamma(x: number): number {
  requirePositive('x', x)
  let below = 0
  let at = x
  for (; at < 10; at += 1) below += 1 / (at * at)
  const inverse = 1 / at
  const square = inverse * inverse
  return inverse + 0.5 * square + inverse * square * horner(curveSeries, square) + below
}

/** B(2k) / 2k for k = 8 down to 1. */
const slopeSeries: readonly number[] = [
  -3617 / 8160,
  1 / 12,
  -691 / 32760,
  1 / 132,
  -1 / 240,
  1 / 252,
  -1 / 120,
  1 / 12,
]
/** B(2k) for k = 8 down to 1. */
const curveSeries: readonly number[] = [
  -3617 / 510,
  7 / 6,
  -691 / 2730,
  5 / 66,
  -1 / 30,
  1 / 42,
  -1 / 30,
  1 / 6,
]
