export type { LearnerTerms } from './learner-terms.ts'
export { LearnerMind, type Said } from './learner-mind.ts'
export { moatLearner } from './moat-learner.ts'
export { PatternArchive } from './pattern-archive.ts'
export { PatternBook, type PatternSums } from './pattern-book.ts'
export {
  definePatternLearner,
  patternLearner,
  type PatternLearnerDefinition,
} from './pattern-learner.ts'
export type { PatternRecord, PatternVerdict } from './pattern-record.ts'
export { PeerBeliefs } from './peer-beliefs.ts'
export { recallForNew, recallPatterns } from './recall.ts'
export type { Edge } from './posterior.ts'
export type { Trait } from './trait.ts'
export {
  clusterPatterns,
  type PatternCluster,
  patternDistance,
} from './cluster-patterns.ts'
export {
  federate,
  liarsAmong,
  type PooledUpdate,
  poolUpdates,
  updatesOf,
} from './federate.ts'
export type { PatternUpdate } from './update-pool.ts'
export {
  type PatternGroup,
  type PatternStats,
  patternStats,
  type PatternView,
  patternViews,
} from './pattern-stats.ts'
