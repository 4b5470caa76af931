import type { Episode } from '../../memory/index.ts'

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
  const expected = ranksOf(known.map((of) => of.expected))
  const came = ranksOf(known.map((of) => of.reward))
  const correlation = correlationOf(expected, came)
  if (!Number.isFinite(correlation)) return null
  const centre = Math.atanh(correlation)
  const error = 1.959964 * Math.sqrt(1.06 / (known.length - 3))
  const interval = [Math.tanh(centre - error), Math.tanh(centre + error)] as const
  return { positions: known.length, correlation, interval }
}

/** Ranks from 0; equals share the mean of theirs. */
function ranksOf(values: readonly number[]): readonly number[] {
  const order = [...values.keys()].toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const ranks = values.map(() => 0)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1
    for (let k = from; k < to; k += 1) ranks[order[k] ?? 0] = (from + to - 1) / 2
    from = to
  }
  return ranks
}

function correlationOf(a: readonly number[], b: readonly number[]): number {
  const mean = (a.length - 1) / 2
  let [ab, aa, bb] = [0, 0, 0]
  for (const [n, x] of a.entries()) {
    const y = b[n] ?? 0
    ab += (x - mean) * (y - mean)
    aa += (x - mean) * (x - mean)
    bb += (y - mean) * (y - mean)
  }
  return ab / Math.sqrt(aa * bb)
}
