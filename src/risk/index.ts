export { affordableLots } from './affordable-lots.ts'
export { type Approved, isApproved } from './approved.ts'
export {
  type BreakerNeeds,
  type BreakerPlace,
  type BreakerRules,
  Breakers,
  breakerDefaults,
  type Cause,
  DeskConditions,
  type DeskConditionsNeeds,
  ErrorCascadeCondition,
  type FillSeen,
  type Finding,
  type Level,
  MarketConditions,
  type Trouble,
} from './breaker/index.ts'
export { checkOrder, refusalOf, type Verdict } from './check-order.ts'
export { dayLoss } from './layer/value-at-risk.ts'
export { defaultLimits, type Limits, wideLimits } from './limits.ts'
export { isAutomatic, isSafer, mayMove } from './mode.ts'
export { MarketRisk, type MarketRiskOptions } from './model/index.ts'
export { entryBound, type Levels, protectiveLevels } from './protect.ts'
export { RiskBook } from './risk-book.ts'
export { RollbackWatch } from './rollback-watch.ts'
export {
  allottedToInstrument,
  allottedToStrategy,
  type StandingScope,
  Standings,
} from './standing/index.ts'
export { stressLimits, type StressRow, stressTests } from './stress/index.ts'
export type { SizeWish } from './size-wish.ts'
export { type Sizing, sizedAlike, sizeQuotes, sizeTarget } from './size.ts'
export type { LimitName, Refusal } from './refusal.ts'
export {
  type ChangeableLimit,
  changeableLimits,
  isWider,
  LimitChanges,
  type LimitWish,
  limitValue,
  type StrategyKind,
  type Tier,
  type TierName,
  Tiers,
  tiers,
} from './tier/index.ts'
