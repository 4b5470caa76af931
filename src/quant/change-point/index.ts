export {
  type Alarm,
  CusumDetector,
  type CusumOptions,
  cusumRunLength,
} from './cusum-detector.ts'
export { type CusumTest, cusumTest } from './cusum-test.ts'
export { type MeanBreak, meanBreak } from './mean-break.ts'
export { PageHinkley, type PageHinkleyOptions } from './page-hinkley.ts'
export { type ChangePoints, type PeltOptions, pelt } from './pelt.ts'
export { RunLengthFilter, type RunLengthOptions } from './run-length-filter.ts'
export type { Change } from './segment-cost.ts'
