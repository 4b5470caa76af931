import { requireBetween, requirePositive } from '../argument.ts'
import { normalQuantile } from '../normal.ts'
import { gammaP, gammaQ, gammaWeight } from './gamma-p.ts'
import { logGamma } from './log-gamma.ts'
import { monotoneRoot } from './monotone-root.ts'

/**
 * The `x` for which `gammaP(a, x)` is `p`. Goes back and forth to some 1e-14.
 *
 * @param a - Above 0, finite.
 * @param p - 0 to 1.
 * @returns 0 or more; infinity for 1, and 0 where the answer is below the range of a double.
 * @throws ArgumentError when `a` or `p` is out of range.
 * @see Starts: Wilson and Hilferty 1931, and the first term of the series. Golden numbers: scipy
 *   1.17.1 (`test/golden/quant/special.json`).
 */
export function inverseGammaP(a: number, p: number): number {
  requirePositive('a', a)
  requireBetween('p', p, 0, 1)
  if (p === 0) return 0
  if (p === 1) return Number.POSITIVE_INFINITY
  const start = startOf(a, p)
  if (start === 0) return 0
  const isUpper = p > 0.5
  return monotoneRoot({
    start,
    low: 0,
    high: Number.POSITIVE_INFINITY,
    step: (x) => {
      const gap = isUpper ? 1 - p - gammaQ(a, x) : gammaP(a, x) - p
      const weight = gammaWeight(a, x)
      if (weight === 0) return gap > 0 ? x : -x
      const newton = (gap / weight) * x
      const curve = 0.5 * (gap / weight) * (a - 1 - x)
      return Math.abs(curve) < 0.5 ? newton / (1 - curve) : newton
    },
  })
}

function startOf(a: number, p: number): number {
  const smallX = Math.exp((Math.log(p) + logGamma(a + 1)) / a)
  if (smallX < 0.2 * (a + 1)) return smallX
  const scaled = 1 - 1 / (9 * a) + normalQuantile(p) / (3 * Math.sqrt(a))
  return scaled > 0 ? a * scaled * scaled * scaled : Math.min(smallX, a + 1)
}
