import { requireBetween, requirePositive } from '../argument.ts'
import { betaI, betaIComplement, betaWeight } from './beta-i.ts'
import { logBeta } from './log-beta.ts'
import { monotoneRoot } from './monotone-root.ts'

/**
 * The `x` for which `betaI(a, b, x)` is `p`. Goes back and forth to some 1e-14; where the answer is
 * near 1, to the spacing of doubles there.
 *
 * @param a - Above 0, finite, as is `b`.
 * @param p - 0 to 1.
 * @returns 0 to 1; 0 where the answer is below the range of a double.
 * @throws ArgumentError when an argument is out of range.
 * @see Golden numbers: scipy 1.17.1 (`test/golden/quant/special.json`).
 */
export function inverseBetaI(a: number, b: number, p: number): number {
  requireBetween('p', p, 0, 1)
  return inverse(a, b, p, 1 - p)
}

/**
 * The `x` for which `betaIComplement(a, b, x)` is `q`: a small `q` keeps its digits.
 *
 * @param a - Above 0, finite, as is `b`.
 * @param q - 0 to 1.
 * @returns 0 to 1; 0 where the answer is below the range of a double.
 * @throws ArgumentError when an argument is out of range.
 * @see As `inverseBetaI`.
 */
export function inverseBetaIComplement(a: number, b: number, q: number): number {
  requireBetween('q', q, 0, 1)
  return inverse(a, b, 1 - q, q)
}

/** @param p - The share below, as `q` is the share above; the smaller of them counts. */
function inverse(a: number, b: number, p: number, q: number): number {
  requirePositive('a', a)
  requirePositive('b', b)
  if (p === 0) return 0
  if (q === 0) return 1
  const start = startOf(a, b, p, q)
  if (start === 0) return 0
  const isUpper = p > 0.5
  return monotoneRoot({
    start,
    low: 0,
    high: 1,
    step: (x) => {
      const gap = isUpper ? q - betaIComplement(a, b, x) : betaI(a, b, x) - p
      const y = 1 - x
      const weight = betaWeight(a, b, x, y)
      if (weight === 0) return gap > 0 ? x : -x
      const newton = (gap / weight) * x * y
      const curve = 0.5 * (gap / weight) * ((a - 1) * y - (b - 1) * x)
      return Math.abs(curve) < 0.5 ? newton / (1 - curve) : newton
    },
  })
}

/** From the first term of the series at the nearer end. */
function startOf(a: number, b: number, p: number, q: number): number {
  const mean = a / (a + b)
  const nearZero = Math.exp((Math.log(p * a) + logBeta(a, b)) / a)
  if (nearZero < mean) return nearZero
  const nearOne = 1 - Math.exp((Math.log(q * b) + logBeta(a, b)) / b)
  return nearOne > mean && nearOne < 1 ? nearOne : mean
}
