import { requireBetween, requireFinite, requireRecord } from '../argument.ts'
import { normalCdf, normalDensity } from '../normal.ts'

/**
 * By how much a value drawn from a normal law falls below `best`, on average, when a rise counts as
 * nothing.
 *
 * @param law.deviation - 0 or above; with 0 the law is its mean.
 * @returns 0 or above.
 * @throws ArgumentError when a number is not finite, or the deviation below 0.
 * @see Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions",
 *   1998. Golden numbers: scipy 1.17.1 `stats.norm`, and its integral by quadrature.
 */
export function expectedImprovement(
  law: { readonly mean: number; readonly deviation: number },
  best: number,
): number {
  requireRecord('law', law)
  requireFinite('law.mean', law.mean)
  requireFinite('best', best)
  requireBetween('deviation', law.deviation, 0, Number.MAX_VALUE)
  const gain = best - law.mean
  if (law.deviation === 0) return Math.max(0, gain)
  const z = gain / law.deviation
  const density = normalDensity(z)
  return Math.max(0, gain * normalCdf(z) + law.deviation * density)
}
