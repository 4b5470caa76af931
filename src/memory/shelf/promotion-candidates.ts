import type { Pattern } from './pattern.ts'
import type { PatternFigures } from './pattern-figures.ts'

/** A pattern that somebody may propose to go by, or not to go by any more, with its figures. */
export type PromotionCandidate = {
  readonly pattern: string
  readonly action: 'add' | 'deprecate'
  readonly side: 1 | -1
  readonly regime: string
  readonly regimeVersion: number
  readonly figures: PatternFigures
  readonly episodes: readonly number[]
}

/**
 * What patterns could be proposed: those that traded well to be gone by, those that failed not to
 * be. Whether one is good enough is not said here but voted on (SPEC Q3).
 */
export function promotionCandidates(patterns: readonly Pattern[]): readonly PromotionCandidate[] {
  return patterns.flatMap((pattern): readonly PromotionCandidate[] => {
    const { id, side, shelf, regime, regimeVersion, figures, episodes } = pattern
    if (shelf === 'undecided') return []
    const action = shelf === 'trading' ? 'add' : 'deprecate'
    return [{ pattern: id, action, side, regime, regimeVersion, figures, episodes }]
  })
}
