import type { LearnerMind } from './learner-mind.ts'

/** What two learners have in common whose patterns mean the same. */
export function kindOf({ terms: { traits, horizon, everyUs } }: LearnerMind): string {
  return JSON.stringify([traits, horizon, everyUs])
}
