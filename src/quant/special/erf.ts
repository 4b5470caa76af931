import { horner } from '../horner.ts'

const rootPiInverse = 0.56418958354775628695

/**
 * The error function: the chance that a normal draw of deviation √½ falls within ±`x`. Good to
 * 1e-15 of its value, also near 0.
 *
 * @returns -1 to 1; NaN for NaN.
 * @see Cody, "Rational Chebyshev approximations for the error function", 1969. Golden numbers:
 *   mpmath 1.4.1 (`test/golden/quant/special.json`).
 */
export function erf(x: number): number {
  const size = Math.abs(x)
  if (size <= 0.46875) return nearZero(x)
  const value = 1 - complement(size)
  return x < 0 ? -value : value
}

/**
 * 1 - `erf(x)`, without the cancellation: the far tail keeps its digits, to 1e-15 of its value.
 *
 * @returns 0 to 2; 0 above 27.3, where the range of a double ends; NaN for NaN.
 * @see Cody 1969. Golden numbers: mpmath 1.4.1 (`test/golden/quant/special.json`).
 */
export function erfc(x: number): number {
  const size = Math.abs(x)
  if (size <= 0.46875) return 1 - nearZero(x)
  const value = complement(size)
  return x < 0 ? 2 - value : value
}

/** @param x - Within ±0.46875. */
function nearZero(x: number): number {
  return x * ratio(nearAbove, nearBelow, x * x)
}

/** @param size - Above 0.46875. */
function complement(size: number): number {
  if (size > 27.3) return 0
  const scaled = size <= 4 ? ratio(middleAbove, middleBelow, size) : far(size)
  // The square of a short number is exact, and exp has little to lose in the rest.
  const short = Math.trunc(size * 16) / 16
  return Math.exp(-short * short) * Math.exp(-(size - short) * (size + short)) * scaled
}

function far(size: number): number {
  const inverse = 1 / (size * size)
  return (rootPiInverse - inverse * ratio(farAbove, farBelow, inverse)) / size
}

/** A quotient of two polynomials at `x`, highest power first. */
function ratio(above: readonly number[], below: readonly number[], x: number): number {
  return horner(above, x) / horner(below, x)
}

const nearAbove: readonly number[] = [
  1.85777706184603153e-1, 3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2,
  3.20937758913846947e3,
]
const nearBelow: readonly number[] = [
  1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3,
]
const middleAbove: readonly number[] = [
  2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1,
  2.98635138197400131e2, 8.8195222124176909e2, 1.71204761263407058e3, 2.05107837782607147e3,
  1.23033935479799725e3,
]
const middleBelow: readonly number[] = [
  1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
  3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
]
const farAbove: readonly number[] = [
  1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
  1.60837851487422766e-2, 6.58749161529837803e-4,
]
const farBelow: readonly number[] = [
  1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2,
  2.33520497626869185e-3,
]
