import { requirePositive } from '../argument.ts'
import { logGamma, logRootTwoPi } from './log-gamma.ts'
import { stirlingError } from './stirling.ts'

/**
 * The natural logarithm of the beta function, Γ(a) Γ(b) / Γ(a + b). Large arguments do not cancel.
 *
 * @param a - Above 0, finite, as is `b`.
 * @throws ArgumentError when one is not.
 * @see Golden numbers: mpmath 1.4.1 (`test/golden/quant/special.json`).
 */
export function logBeta(a: number, b: number): number {
  requirePositive('a', a)
  requirePositive('b', b)
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  if (large < 10) return logGamma(small) + (logGamma(large) - logGamma(small + large))
  const sum = small + large
  const apart = Math.log1p(-small / sum)
  const rest = stirlingError(large) - stirlingError(sum)
  if (small < 10)
    return logGamma(small) + rest + small - small * Math.log(sum) + (large - 0.5) * apart
  const share = (small - 0.5) * Math.log(small / sum)
  return logRootTwoPi - 0.5 * Math.log(large) + stirlingError(small) + rest + share + large * apart
}
