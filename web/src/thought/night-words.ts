import type { NightLine } from '../../../src/app/record/night-lines.ts'
import type { Shape } from '../panel/sign.tsx'

/** How a night ended, for people: a shape, words, and whether all is well. */
export type NightWords = { readonly shape: Shape; readonly word: string; readonly isWell: boolean }

const ends: Readonly<Record<string, NightWords>> = {
  'no-change': { shape: 'well', word: 'no change', isWell: true },
  'nothing-written': { shape: 'well', word: 'nothing written', isWell: true },
  'nothing-passed': { shape: 'well', word: 'nothing passed', isWell: true },
  'to-the-shadow': { shape: 'half', word: 'one on trial', isWell: true },
  'analysis-in-force': { shape: 'well', word: 'analysis in force', isWell: true },
  failed: { shape: 'cross', word: 'failed', isWell: false },
  unfinished: { shape: 'ring', word: 'unfinished', isWell: false },
}

export function nightWords({ outcome }: NightLine): NightWords {
  return ends[outcome] ?? { shape: 'ring', word: outcome, isWell: false }
}

/** The cycle under which what models said in a night is kept. */
export function thoughtsOf({ night }: NightLine): string {
  return `night-${night}`
}

/** The last step that a candidate came to, in words. */
export function cameTo({ checks }: NightLine['candidates'][number]): string {
  const last = checks.at(-1)
  if (last === undefined) return 'not asked'
  return last.isPassed ? `passed ${last.step}` : `ended at ${last.step}`
}
