export {
  type BlockBootstrap,
  circularBlockBootstrap,
  movingBlockBootstrap,
} from './block-bootstrap.ts'
export type { AbilityProbabilities } from './compare-maxima.ts'
export { type ConfidenceSet, type ConfidenceSetOptions, confidenceSet } from './confidence-set.ts'
export { deflatedSharpe, minimumTrackRecord } from './deflated-sharpe.ts'
export type { Dominance } from './dominance.ts'
export { expectedMaximumSharpe, minimumBacktestYears } from './expected-maximum-sharpe.ts'
export {
  type HaircutSharpe,
  haircutSharpe,
  sharpeProbability,
  type TestedSharpe,
} from './haircut-sharpe.ts'
export { type OptimalBlockLength, optimalBlockLength } from './optimal-block-length.ts'
export { type Overfitting, type OverfittingOptions, overfitting } from './overfitting.ts'
export {
  type PermutationOptions,
  type PermutationResult,
  permuteCorrelation,
  permuteMeans,
  permuteSigns,
} from './permutation.ts'
export type { RedrawOptions } from './redraw-means.ts'
export {
  type AbilityOptions,
  type RealityCheck,
  realityCheck,
  type SuperiorAbility,
  superiorAbility,
} from './superior-ability.ts'
