export { Amihud } from './amihud.ts'
export { ArrivalIntensity } from './arrival-intensity.ts'
export type { BookLevels, BookTop } from './book-levels.ts'
export {
  bookPressure,
  type BookPressureOptions,
  depthImbalance,
  depthSlope,
  queueImbalance,
} from './book-shape.ts'
export { CancelBursts, type CancelBurstsOptions } from './cancel-bursts.ts'
export { CancelToTrade } from './cancel-to-trade.ts'
export { HawkesIntensity, type HawkesOptions } from './hawkes-intensity.ts'
export { KyleLambda } from './kyle-lambda.ts'
export {
  type BookTops,
  fitMicroprice,
  microprice,
  type MicropriceOptions,
  type MicropriceTable,
} from './microprice.ts'
export { MicropriceMomentum, type MicropriceMomentumOptions } from './microprice-momentum.ts'
export { OrderFlowImbalance, type OrderFlowImbalanceOptions } from './order-flow-imbalance.ts'
export { OwnQueue } from './own-queue.ts'
export { RollSpread, rollSpreadOf } from './roll-spread.ts'
export { type SigningRule, TradeSigner } from './trade-signer.ts'
export { TradeSpreads, type TradeSpreadsOptions } from './trade-spreads.ts'
export { TopSurvival } from './top-survival.ts'
export type { VolumeBucketOptions } from './volume-buckets.ts'
export { BulkVpin, type BulkVpinOptions, TradeVpin } from './vpin.ts'
export { weightedMid } from './weighted-mid.ts'
