// What the functions of this door speak of, made further left.
export type { Json, Result, Rounding } from '../base/index.ts'
export { BarColumns } from './bar-columns.ts'
export {
  type AgentsDismissed,
  type AlertRaised,
  type BreakerMoved,
  type BreakerState,
  breakerStates,
  type ControlEvent,
  type LimitAsked,
  type MemoryAgreed,
  type MemoryChange,
  type OutsideObserved,
  type Scope,
  scopes,
  type TeamMoved,
  type StandingChanged,
  type TierChanged,
  type PlanApproved,
  type ChampionChanged,
} from './control-event.ts'
export {
  type AccountObserved,
  type FeedSilent,
  type LegsAsked,
  type BarClosed,
  type BarPhase,
  type Checkpoint,
  type DecisionMade,
  type DeskEvent,
  type IntentCut,
  type IntentRefused,
  type MarketReferenced,
  type Mode,
  type ModeChanged,
  modes,
  type RunStarted,
  type TimePassed,
  type Voice,
} from './desk-event.ts'
export {
  type Instrument,
  type InstrumentId,
  instrument,
  markFactors,
  notional,
  parseInstrumentId,
  type Side,
  signOf,
} from './instrument.ts'
export type { Intent, LegSetIntent, QuotePairIntent, TargetIntent } from './intent.ts'
export {
  dayUs,
  formatInterval,
  formatTime,
  hourUs,
  type Micros,
  micros,
  minuteUs,
  parseInterval,
  secondUs,
} from './micros.ts'
export { type Moat, moatOfKind, moats, type SourceKind, sourceKinds } from './moat.ts'
export {
  addMoney,
  formatMoney,
  type Money,
  minorPerUnit,
  money,
  moneyScale,
  parseMoney,
} from './money.ts'
export {
  attemptMax,
  attemptOf,
  clientOrderId,
  isDone,
  nameOfAttempt,
  type Order,
  type OrderId,
  type OrderIntent,
  type OrderRole,
  type OrderStatus,
  type OrderType,
  orderId,
  sent,
} from './order.ts'
export type {
  OrderAmend,
  OrderCommand,
  OrderEvent,
  OrderFilled,
  OrderStanding,
  Standing,
} from './order-event.ts'
export { type Price, price } from './price.ts'
export { type Quantity, quantity } from './quantity.ts'
export { slipped, toPrice, toQuantity } from './round.ts'
