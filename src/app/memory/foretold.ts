import type { Episode } from '../../memory/index.ts'
import { spearmanRho } from '../../quant/index.ts'

/** How well recall has foretold, each time from what was known before. */
export type Foretold = {
  /** Positions of which anything was expected. */
  readonly positions: number
  /** Spearman's rank correlation of what was expected with what came, -1 to 1. */
  readonly correlation: number
  /** Its 95 % interval, were positions independent of one another. */
  readonly interval: readonly [number, number]
}

/** Fewer say nothing. */
const foretoldMin = 30

/** @see Fieller, Hartley and Pearson 1957, Biometrika 44, for the error of a rank correlation. */
export function foretoldBy(positions: readonly Episode[]): Foretold | null {
  const known = positions.flatMap(({ expected, reward }) =>
    expected === undefined ? [] : [{ expected, reward }],
  )
  if (known.length < foretoldMin) return null
  const correlation = spearmanRho(
    Float64Array.from(known, (of) => of.expected),
    Float64Array.from(known, (of) => of.reward),
  )
  if (correlation === undefined) return null
  const centre = Math.atanh(correlation)
  const error = 1.959964 * Math.sqrt(1.06 / (known.length - 3))
  const interval = [Math.tanh(centre - error), Math.tanh(centre + error)] as const
  return { positions: known.length, correlation, interval }
}
