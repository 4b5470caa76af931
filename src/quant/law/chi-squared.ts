import { requireBetween, requirePositive } from '../argument.ts'
import { gammaP, gammaQ, inverseGammaP } from '../special/index.ts'

/**
 * The share of a chi-squared law that lies below `x`.
 *
 * @param x - 0 or more.
 * @param degrees - Degrees of freedom, above 0, finite; need not be whole.
 * @returns 0 to 1.
 * @throws ArgumentError when an argument is out of range.
 * @see Golden numbers: scipy.stats.chi2 1.17.1 (`test/golden/quant/law.json`).
 */
export function chiSquaredCdf(x: number, degrees: number): number {
  requirePositive('degrees', degrees)
  return gammaP(degrees / 2, x / 2)
}

/**
 * The share of a chi-squared law that lies above `x`: the p-value of a test, which keeps its digits
 * where `chiSquaredCdf` is nearly 1.
 *
 * @param x - 0 or more.
 * @param degrees - Degrees of freedom, above 0, finite; need not be whole.
 * @returns 0 to 1.
 * @throws ArgumentError when an argument is out of range.
 * @see Golden numbers: scipy.stats.chi2 1.17.1 (`test/golden/quant/law.json`).
 */
export function chiSquaredTail(x: number, degrees: number): number {
  requirePositive('degrees', degrees)
  return gammaQ(degrees / 2, x / 2)
}

/**
 * The inverse of `chiSquaredCdf`.
 *
 * @param p - 0 to 1.
 * @param degrees - Degrees of freedom, above 0, finite; need not be whole.
 * @returns 0 or more; infinity for 1.
 * @throws ArgumentError when an argument is out of range.
 * @see Golden numbers: scipy.stats.chi2 1.17.1 (`test/golden/quant/law.json`).
 */
export function chiSquaredQuantile(p: number, degrees: number): number {
  requireBetween('p', p, 0, 1)
  requirePositive('degrees', degrees)
  return 2 * inverseGammaP(degrees / 2, p)
}
