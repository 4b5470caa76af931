export { type Challenge, challengeOf, type Reading as ChallengeReading } from './challenge.ts'
export { ConsensusWatch } from './consensus-watch.ts'
export type { Lean } from './lean.ts'
export { instigator, instigatorVariants } from './instigator.ts'
