export {
  type AlertLevel,
  type AlertRule,
  alertLevel,
  alertLevels,
  regimeStress,
} from './alert-level.ts'
export {
  type BaumWelchOptions,
  type BaumWelchStep,
  baumWelchStep,
} from './baum-welch.ts'
export { carryRegimes, type NamedModel } from './carry-regimes.ts'
export type {
  DiagonalGaussian,
  DiscreteSymbols,
  Emission,
  FullGaussian,
  PoissonCounts,
  StudentT,
} from './emission.ts'
export {
  expectStates,
  type StateExpectation,
  type StatePath,
  viterbiPath,
} from './expect-states.ts'
export {
  fitHiddenMarkov,
  type HiddenMarkovFit,
  type HiddenMarkovOptions,
  refitHiddenMarkov,
} from './fit-hidden-markov.ts'
export {
  fitGaussianMixture,
  type GaussianMixture,
  type MixtureFit,
  type MixtureOptions,
  type MixtureStep,
  mixtureStep,
} from './gaussian-mixture.ts'
export type { HiddenMarkov } from './hidden-markov.ts'
export { nameRegimes, type RegimeName, type RegimeRule, regimeNames } from './name-regimes.ts'
export { predictStates } from './predict-states.ts'
export { RegimeFilter } from './regime-filter.ts'
export { type ForecastOptions, type ForecastScore, scoreForecasts } from './score-forecasts.ts'
export { stationaryLaw } from './stationary-law.ts'
export { ViterbiDecoder } from './viterbi-decoder.ts'
