export {
  ArgumentError,
  requireBetween,
  requireInside,
  requireOneOf,
  requirePositive,
  requireSameLength,
  requireSeries,
  requireWhole,
} from './argument.ts'
// Everything random takes one, so who uses this door must be able to make one.
export { Random } from '../base/index.ts'
export { autocorrelation } from './autocorrelation.ts'
export { ksDistance, lillieforsProbability } from './kolmogorov-smirnov.ts'
export { fitLine, type LineFit } from './line-fit.ts'
export { deviation, type Moments, mean, moments, variance } from './moments.ts'
export { normalCdf, normalDensity, normalQuantile } from './normal.ts'
export { quantile } from './quantile.ts'
export type { Resumable } from './resumable.ts'
export {
  annualisation,
  probabilisticSharpe,
  type SharpeSample,
  sharpeError,
  sharpeInterval,
  sharpeRatio,
} from './sharpe.ts'
export { stationaryBootstrap } from './stationary-bootstrap.ts'
export * from './matrix/index.ts'
export * from './optimise/index.ts'
export * from './cointegration/index.ts'
export * from './regime/index.ts'
export * from './monte-carlo/index.ts'
export * from './law/index.ts'
export * from './special/index.ts'
export * from './portfolio/index.ts'
export * from './option/index.ts'
export * from './volatility/index.ts'
export * from './learning/index.ts'
export * from './reduction/index.ts'
export * from './state-space/index.ts'
export * from './tail/index.ts'
export * from './execution-cost/index.ts'
export * from './game/index.ts'
export * from './hypothesis/index.ts'
export * from './selection/index.ts'
export * from './persistence/index.ts'
export * from './copula/index.ts'
export * from './fourier/index.ts'
export * from './wavelet/index.ts'
export * from './informed/index.ts'
export * from './change-point/index.ts'
