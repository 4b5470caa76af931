export { easeOfMovement } from './ease-of-movement.ts'
export { forceIndex } from './force-index.ts'
export { klinger } from './klinger.ts'
export {
  accumulation,
  chaikinMoneyFlow,
  chaikinOscillator,
  moneyFlowIndex,
} from './money-flow.ts'
export { onBalanceVolume, priceVolumeTrend } from './on-balance.ts'
export { relativeVolume } from './relative-volume.ts'
export { volumeIndex } from './volume-index.ts'
export { volumeOscillator } from './volume-oscillator.ts'
export { volumeProfile } from './volume-profile.ts'
export { anchoredVwap, rollingVwap, vwap } from './vwap.ts'
