export type { WaveletName } from './daubechies.ts'
export { denoise } from './denoise.ts'
export {
  type MaximalOverlap,
  maximalOverlap,
  type ScaleVariance,
  waveletVariance,
} from './maximal-overlap.ts'
export {
  type StrongestCycle,
  strongestCycle,
  type Periodogram,
  periodogram,
  type Taper,
} from './periodogram.ts'
export {
  inverseWaveletTransform,
  type WaveletTransform,
  waveletTransform,
} from './wavelet-transform.ts'
