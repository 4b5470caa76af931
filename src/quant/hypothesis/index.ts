export {
  type AdjustedProbabilities,
  type Adjustment,
  adjustProbabilities,
} from './adjust-probabilities.ts'
export {
  type Alternative,
  alternativeProbability,
  type TestResult,
} from './alternative.ts'
export { type DieboldMarianoOptions, dieboldMariano } from './diebold-mariano.ts'
export { ksTest, twoSampleKsTest } from './kolmogorov-smirnov-test.ts'
export { type MannWhitneyOptions, mannWhitney } from './mann-whitney.ts'
export { andersonDarling, type JarqueBera, jarqueBera } from './normality.ts'
export { archTest, boxPierce, ljungBox, type PortmanteauOptions } from './portmanteau.ts'
export { type RunsTest, runsTest } from './runs-test.ts'
export { type SequentialMean, type SequentialOptions, sequentialMean } from './sequential-mean.ts'
export { oneSampleTTest, pairedTTest, type TTest, welchTest } from './t-test.ts'
export {
  type VarianceRatio,
  type VarianceRatioOptions,
  varianceRatio,
} from './variance-ratio.ts'
