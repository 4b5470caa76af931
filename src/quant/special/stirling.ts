import { horner } from '../horner.ts'

/** B(2k) / (2k (2k - 1)) for k = 8 down to 1. */
const series: readonly number[] = [
  -3617 / 122400,
  1 / 156,
  -691 / 360360,
  1 / 1188,
  -1 / 1680,
  1 / 1260,
  -1 / 360,
  1 / 12,
]

/** What Stirling's formula for ln Γ leaves out. @param x - 10 or more. */
export function stirlingError(x: number): number {
  return horner(series, 1 / (x * x)) / x
}

/**
 * x ln(x / middle) + middle - x, which is small and cancels when `x` is near `middle`.
 *
 * @see Loader, "Fast and accurate computation of binomial probabilities", 2000.
 */
export function deviance(x: number, middle: number): number {
  if (!(Math.abs(x - middle) < 0.1 * (x + middle)))
    return x * (Math.log(x) - Math.log(middle)) + middle - x
  const slope = (x - middle) / (x + middle)
  const squared = slope * slope
  let term = 2 * x * slope
  let sum = (x - middle) * slope
  for (let odd = 3; ; odd += 2) {
    term *= squared
    const next = sum + term / odd
    if (next === sum) return sum
    sum = next
  }
}
