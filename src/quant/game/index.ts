export {
  actionPayoffs,
  bestResponse,
  type BimatrixGame,
  exploitability,
  type StrategyPair,
  zeroSumGame,
} from './bimatrix-game.ts'
export { type DeviationTest, deviationTest } from './deviation-test.ts'
export { fictitiousPlay, type LearnedPlay } from './fictitious-play.ts'
export { coarseGap, regretMatching, type RegretPlay } from './regret-matching.ts'
export {
  type CoalitionWorth,
  type ShapleyEstimate,
  shapleyEstimate,
  shapleyValues,
} from './shapley.ts'
export { zeroSumEquilibrium } from './zero-sum-equilibrium.ts'
