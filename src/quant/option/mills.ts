import { erfc } from '../special/index.ts'

const root2 = Math.SQRT2
const rootHalfPi = Math.sqrt(Math.PI / 2)

/** The share of a standard normal below `x`, to 1e-15 of its value in both tails. */
export function below(x: number): number {
  return erfc(-x / root2) / 2
}

/** Mills' ratio: the share above `x` over the density at `x`. @param x - Above -5. */
export function mills(x: number): number {
  if (x >= 2) return 1 / (x + fraction(x))
  return rootHalfPi * erfc(x / root2) * Math.exp((x * x) / 2)
}

/** Minus the slope of Mills' ratio, 1 - x `mills(x)`, which far out has no digit left that way. */
export function millsSlope(x: number): number {
  if (x < 2) return 1 - x * mills(x)
  const rest = fraction(x)
  return rest / (x + rest)
}

/**
 * The continued fraction 1 / (x + 2 / (x + 3 / ...)). What is cut off is replaced by the fraction
 * whose terms are all alike; then so many terms give 2e-16 for any `x` from 2 on.
 */
function fraction(x: number): number {
  const terms = Math.ceil(8 + 330 / (x * x))
  let value = (x + Math.sqrt(x * x + 4 * (terms + 1))) / 2
  for (let k = terms; k >= 2; k -= 1) value = x + k / value
  return 1 / value
}
