import { requireBetween, requirePositive } from '../argument.ts'
import {
  betaI,
  betaIComplement,
  inverseBetaI,
  inverseBetaIComplement,
  logGammaStep,
} from '../special/index.ts'

/**
 * The logarithm of the density of Student's t, of scale 1: its variance is degrees / (degrees - 2).
 *
 * @param x - Any number.
 * @param degrees - Degrees of freedom, above 0, finite; need not be whole.
 * @throws ArgumentError when `degrees` is out of range.
 * @see Golden numbers: mpmath 1.4.1 (`test/golden/quant/law.json`).
 */
export function studentTLogDensity(x: number, degrees: number): number {
  requirePositive('degrees', degrees)
  const ratio = x / degrees
  const square = ratio * x
  // Where the square leaves the range of a double, the 1 beside it does not matter.
  const spread =
    square < 1e300 ? Math.log1p(square) : Math.log(Math.abs(x)) + Math.log(Math.abs(ratio))
  return (
    logGammaStep(degrees / 2) - 0.5 * Math.log(degrees * Math.PI) - 0.5 * (degrees + 1) * spread
  )
}

/**
 * The share of Student's t that lies below `x`. Both tails keep their digits, to some 1e-14.
 *
 * @param degrees - Degrees of freedom, above 0, finite; need not be whole.
 * @returns 0 to 1; NaN for NaN.
 * @throws ArgumentError when `degrees` is out of range.
 * @see Golden numbers: mpmath 1.4.1 (`test/golden/quant/law.json`).
 */
export function studentTCdf(x: number, degrees: number): number {
  requirePositive('degrees', degrees)
  if (Number.isNaN(x)) return x
  const tail = tailBeyond(Math.abs(x), degrees)
  return x > 0 ? 1 - tail : tail
}

/**
 * The inverse of `studentTCdf`.
 *
 * @param p - 0 to 1.
 * @param degrees - Degrees of freedom, above 0, finite; need not be whole.
 * @returns -infinity for 0, infinity for 1.
 * @throws ArgumentError when `p` or `degrees` is out of range.
 * @see Golden numbers: mpmath 1.4.1 (`test/golden/quant/law.json`).
 */
export function studentTQuantile(p: number, degrees: number): number {
  requireBetween('p', p, 0, 1)
  requirePositive('degrees', degrees)
  if (p === 0.5) return 0
  const tail = Math.min(p, 1 - p)
  return p < 0.5 ? -sizeOf(tail, degrees) : sizeOf(tail, degrees)
}

function sizeOf(tail: number, degrees: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY
  const half = degrees / 2
  // The square over its sum with `degrees`, or the rest: the one below a half has digits to spare.
  const near =
    tail > 0.25
      ? inverseBetaI(0.5, half, 1 - 2 * tail)
      : inverseBetaIComplement(0.5, half, 2 * tail)
  if (near <= 0.5) return Math.sqrt((degrees * near) / (1 - near))
  const far = inverseBetaI(half, 0.5, 2 * tail)
  return Math.sqrt(degrees) * Math.sqrt((1 - far) / far)
}

/** @param size - 0 or more. */
function tailBeyond(size: number, degrees: number): number {
  const square = (size / degrees) * size
  if (square <= 1) return 0.5 * betaIComplement(0.5, degrees / 2, square / (1 + square))
  const inverse = degrees / size / size
  return 0.5 * betaI(degrees / 2, 0.5, inverse / (1 + inverse))
}
