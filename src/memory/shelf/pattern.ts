import type { Episode } from '../episode/episode.ts'
import { regimeText, regimeVersion } from '../episode/market-regime.ts'
import { figuresOf, type PatternFigures } from './pattern-figures.ts'

/** Where a pattern is kept; `undecided` is none: chance alone could have made it. */
export type PatternShelf = 'trading' | 'failed' | 'undecided'

/** Moments that are alike, on one side, and what positions taken then came to. @see SPEC Q4. */
export type Pattern = {
  /** Of the first episode in it: more of the same does not change it. */
  readonly id: string
  readonly side: 1 | -1
  readonly shelf: PatternShelf
  readonly figures: PatternFigures
  /** The regime that most of them were in, how large a share was, and which version named it. */
  readonly regime: string
  readonly regimeShare: number
  readonly regimeVersion: number
  /** Whether it may be gone by: managers have agreed to it, and not taken it back. */
  readonly enabled: boolean
  /** Ids of its episodes, in the order in which they became known. */
  readonly episodes: readonly number[]
}

/** Fewer come to neither shelf. */
const decidedMin = 10
/** Errors of a mean beyond which chance alone is a poor reason: a twentieth on each side. */
const errorsMin = 1.645

/** What moments that are alike are called, by the first of them. */
export function patternName([first]: readonly Episode[]): string {
  return `pattern-${first?.id ?? 0}`
}

/**
 * @param episodes - Of one side, in the order in which they became known; at least one.
 * @param agreed - Names of the patterns that may be gone by.
 */
export function patternOf(episodes: readonly Episode[], agreed: ReadonlySet<string>): Pattern {
  const figures = figuresOf(episodes)
  const shelf = shelfBy(figures)
  const [first] = episodes
  const id = patternName(episodes)
  const { name, share } = commonRegime(episodes)
  return {
    id,
    side: first?.side ?? 1,
    ...{ shelf, figures, regime: name, regimeShare: share, regimeVersion },
    enabled: agreed.has(id),
    episodes: episodes.map(({ id }) => id),
  }
}

/** Whether results won or lost by more than chance alone would have it. */
export function shelfBy({ n, tStatistic = 0 }: PatternFigures): PatternShelf {
  if (n < decidedMin || Math.abs(tStatistic) < errorsMin) return 'undecided'
  return tStatistic > 0 ? 'trading' : 'failed'
}

function commonRegime(episodes: readonly Episode[]): {
  readonly name: string
  readonly share: number
} {
  const counts = new Map<string, number>()
  for (const { regime } of episodes) {
    const name = regimeText(regime)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return { name: most?.[0] ?? '', share: (most?.[1] ?? 0) / episodes.length }
}
