export type { FlowEvent } from './flow-event.ts'
export { LayeringDetector, type LayeringOptions } from './layering.ts'
export { LevelFlow } from './level-flow.ts'
export type {
  AlertOptions,
  ManipulationAlert,
  ManipulationDetector,
  ManipulationKind,
} from './manipulation-detector.ts'
export { MomentumIgnitionDetector, type MomentumIgnitionOptions } from './momentum-ignition.ts'
export { QuoteStuffingDetector, type QuoteStuffingOptions } from './quote-stuffing.ts'
export { RampingDetector, type RampingOptions } from './ramping.ts'
export { SpoofingDetector, type SpoofingOptions } from './spoofing.ts'
export type { WithdrawnOptions } from './withdrawn-orders.ts'
export { WashTradingDetector, type WashTradingOptions } from './wash-trading.ts'
