export type { DeterministicTerms } from './deterministic-terms.ts'
export { type DickeyFuller, type DickeyFullerOptions, dickeyFuller } from './dickey-fuller.ts'
export { type EngleGranger, type EngleGrangerOptions, engleGranger } from './engle-granger.ts'
export { type Granger, type GrangerOptions, granger } from './granger.ts'
export {
  type Johansen,
  type JohansenOptions,
  type JohansenStep,
  johansen,
  type UpperCritical,
} from './johansen.ts'
export type { CriticalSource, JohansenTerms } from './johansen-critical.ts'
export { type Kpss, type KpssOptions, kpss } from './kpss.ts'
export type { LagRule } from './lag-choice.ts'
export { type LowerCritical, mackinnonCritical, mackinnonProbability } from './mackinnon.ts'
export {
  equilibriumScore,
  fitOrnsteinUhlenbeck,
  type OrnsteinUhlenbeckFit,
  type OrnsteinUhlenbeckOptions,
} from './ornstein-uhlenbeck.ts'
export {
  type PhillipsPerron,
  type PhillipsPerronOptions,
  phillipsPerron,
} from './phillips-perron.ts'
export { SpreadScore } from './spread-score.ts'
export {
  type TransferEntropy,
  type TransferEntropyOptions,
  transferEntropy,
} from './transfer-entropy.ts'
