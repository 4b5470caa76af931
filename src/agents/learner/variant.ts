import type { TraitName } from './trait.ts'

/** What one learner looks at. */
export type Variant = {
  readonly traits: readonly TraitName[]
  /** Bars that its traits look back. */
  readonly window: number
  /** Bars ahead that it learns of. */
  readonly horizon: number
}

/**
 * The fifteen learners of a team (SPEC P6): each looks at other traits, another window, another
 * horizon, so that what one of them finds is not what all of them find.
 */
export const variants: readonly Variant[] = [
  { traits: ['signs', 'volume'], window: 24, horizon: 1 },
  { traits: ['signs', 'wildness'], window: 36, horizon: 4 },
  { traits: ['rsi', 'volume'], window: 14, horizon: 4 },
  { traits: ['rsi', 'efficiency'], window: 21, horizon: 12 },
  { traits: ['stretch', 'volume'], window: 20, horizon: 4 },
  { traits: ['stretch', 'strength'], window: 28, horizon: 12 },
  { traits: ['distance', 'efficiency'], window: 24, horizon: 12 },
  { traits: ['distance', 'flow'], window: 48, horizon: 24 },
  { traits: ['strength', 'flow', 'wildness'], window: 20, horizon: 12 },
  { traits: ['money', 'stretch'], window: 30, horizon: 24 },
  { traits: ['rank', 'signs'], window: 20, horizon: 1 },
  { traits: ['session', 'volume', 'signs'], window: 24, horizon: 1 },
  { traits: ['session', 'distance'], window: 36, horizon: 4 },
  { traits: ['rsi', 'money', 'wildness'], window: 14, horizon: 24 },
  { traits: ['efficiency', 'volume', 'rank'], window: 48, horizon: 48 },
]
