import { kendallTau } from '../../quant/index.ts'
import type { SweepTrial } from '../sweep/sweep-trial.ts'

/** Fewer configurations have no order to speak of. */
const configurationsMin = 3

/**
 * How far the order of configurations where they were chosen from holds where they are tried:
 * Kendall's tau of their figures, 1 for the same order, 0 for none.
 *
 * @param tried - The same points as `trained`, in the same order.
 * @returns `undefined` for fewer than 3 that have both figures, or figures that are all equal.
 */
export function rankKept(
  trained: readonly SweepTrial[],
  tried: readonly SweepTrial[],
): number | undefined {
  const pairs = trained.flatMap(({ figure }, n) => {
    const other = tried[n]?.figure ?? null
    return figure === null || other === null ? [] : [[figure, other] as const]
  })
  if (pairs.length < configurationsMin) return undefined
  return kendallTau(
    Float64Array.from(pairs, ([figure]) => figure),
    Float64Array.from(pairs, ([, other]) => other),
  )
}
