export { type Benford, benford } from './benford.ts'
export {
  type DetrendedFluctuation,
  type DetrendedFluctuationOptions,
  detrendedFluctuation,
} from './detrended-fluctuation.ts'
export { type LyapunovOptions, lyapunovExponent } from './lyapunov.ts'
export { type PermutationEntropyOptions, permutationEntropy } from './permutation-entropy.ts'
export { type Recurrence, type RecurrenceOptions, recurrence } from './recurrence.ts'
export { type Hurst, hurst } from './rescaled-range.ts'
export { approximateEntropy, type LikenessOptions, sampleEntropy } from './sample-entropy.ts'
export { type ShannonEntropy, shannonEntropy } from './shannon-entropy.ts'
