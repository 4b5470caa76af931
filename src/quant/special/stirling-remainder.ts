import { logGamma, logRootTwoPi } from './log-gamma.ts'
import { stirlingError } from './stirling.ts'

/** ln Γ(x + 1) - (x + ½) ln x + x - ½ ln 2π. @param x - Above 0. */
export function stirlingRemainder(x: number): number {
  if (x >= 10) return stirlingError(x)
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - logRootTwoPi
}
