export { CorrelationBreak, type CorrelationState } from './correlation-break.ts'
export { correlationPath } from './correlation-path.ts'
export { type Contagion, contagion, correlationOf, systemicShare } from './correlation-risk.ts'
export { DccCorrelation } from './dcc-correlation.ts'
export { EwmaVariance, ewmaVariances } from './ewma-variance.ts'
export { type DccFit, fitDcc } from './fit-dcc.ts'
export { fitGarch, type GarchFit } from './fit-garch.ts'
export { fitHar, type HarFit } from './fit-har.ts'
export type { GarchErrors } from './garch-errors.ts'
export {
  type ForecastState,
  forecastVariance,
  longRunVariance,
  newsImpact,
  type UsualVariance,
  usualVariance,
  type VarianceForecast,
} from './garch-forecast.ts'
export type {
  GarchKind,
  GarchLimit,
  GarchModel,
  GarchParameters,
  Innovation,
  StartVariance,
} from './garch-model.ts'
export { garchRisk } from './garch-risk.ts'
export { GarchVariance } from './garch-variance.ts'
export {
  bipowerVariation,
  medRealisedQuarticity,
  medRealisedVariance,
  minRealisedVariance,
  tripowerQuarticity,
} from './jump-robust-variance.ts'
export {
  type JumpScan,
  type JumpScanOptions,
  jumpScan,
  type PeriodJumpTest,
  periodJumpTest,
} from './jump-test.ts'
export {
  kernelBandwidth,
  realisedKernel,
  realisedVariance,
  subsampledVariance,
  twoScaleVariance,
} from './realised-variance.ts'
