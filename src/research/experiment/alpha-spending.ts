import { assert } from '../../base/index.ts'
import { normalCdf, normalQuantile } from '../../quant/index.ts'

/** How the chance of a false alarm is spread over looks. */
export const spendings = ['obrien-fleming', 'pocock'] as const
export type Spending = (typeof spendings)[number]

/**
 * What look `look` of `looks` may spend of `alpha`, at equal shares of the data. `obrien-fleming`
 * spends almost nothing early, `pocock` much the same each time. A look rejects when its
 * probability is at most this: by Bonferroni all of them together cry wolf with a chance of at most
 * `alpha`, however they depend. That is a little stricter than boundaries that reckon with how they
 * depend.
 *
 * @param look - Whole, from 1 to `looks`.
 * @see Lan and DeMets, "Discrete sequential boundaries for clinical trials", 1983.
 */
export function alphaOfLook(
  alpha: number,
  look: number,
  { looks, spending }: { readonly looks: number; readonly spending: Spending },
): number {
  assert(look >= 1 && look <= looks, `look ${look} of ${looks}`)
  const spent = (share: number): number => {
    if (share === 0) return 0
    if (spending === 'pocock') return alpha * Math.log(1 + (Math.E - 1) * share)
    return 2 * (1 - normalCdf(-normalQuantile(alpha / 2) / Math.sqrt(share)))
  }
  return spent(look / looks) - spent((look - 1) / looks)
}
