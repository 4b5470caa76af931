export {
  fitLocalLevel,
  fitLocalLinearTrend,
  type LocalLevelFit,
  type LocalTrendFit,
} from './fit-local-trend.ts'
export { HedgeFilter, type HedgeFilterOptions } from './hedge-filter.ts'
export { type Filtered, kalmanFilter } from './kalman-filter.ts'
export { kalmanSmooth, type Smoothed } from './kalman-smooth.ts'
export { LevelFilter } from './level-filter.ts'
export {
  type LocalLevelVariances,
  type LocalTrendVariances,
  localLevel,
  localLinearTrend,
} from './local-trend.ts'
export {
  type MarkovSwitching,
  markovSwitching,
  type RegimeProbabilities,
} from './markov-switching.ts'
export type { StateSpace } from './state-space.ts'
