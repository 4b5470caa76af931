export { blackLitterman, impliedReturns, type Posterior, type Views } from './black-litterman.ts'
export {
  type HierarchicalWeights,
  hierarchicalRiskParity,
  inverseVariance,
} from './hierarchical-risk-parity.ts'
export {
  type KellyOutcome,
  kellyBet,
  kellyLeverage,
  kellyOutcomes,
  kellyPortfolio,
} from './kelly.ts'
export {
  diversificationRatio,
  maximumDiversification,
  meanVariance,
  minimumVariance,
  portfolioVariance,
  type WeightBounds,
} from './mean-variance.ts'
export { nearestCorrelation } from './nearest-correlation.ts'
export { riskContributions, riskParity } from './risk-parity.ts'
export {
  constantCorrelation,
  ledoitWolf,
  oracleShrinkage,
  type ShrunkCovariance,
} from './shrunk-covariance.ts'
export { exponentialCovariance } from './exponential-covariance.ts'
