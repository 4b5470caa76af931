import { quantile } from '../../quant/index.ts'
import type { WalkPath } from './walk-fold.ts'

/** How the Sharpe ratios of paths are spread; annual. A path without any counts as 0. */
export type PathSpread = {
  readonly sharpes: readonly number[]
  readonly low: number
  readonly median: number
  readonly high: number
  /** Share of paths that lose, by their ratio. */
  readonly belowZero: number
}

/** The spread of paths, from the 5th to the 95th per cent. @param paths - 1 or more. */
export function pathSpread(paths: readonly Pick<WalkPath, 'curve'>[]): PathSpread {
  const sharpes = paths.map(({ curve }) => curve.sharpe?.value ?? 0)
  const at = (share: number): number => quantile(Float64Array.from(sharpes), share) ?? 0
  return {
    sharpes,
    ...{ low: at(0.05), median: at(0.5), high: at(0.95) },
    belowZero: sharpes.filter((value) => value < 0).length / sharpes.length,
  }
}
