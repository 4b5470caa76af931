export { type Approved, isApproved } from './approved.ts'
export {
  type BreakerNeeds,
  type BreakerPlace,
  type BreakerRules,
  Breakers,
  breakerDefaults,
  type Cause,
  causes,
  type Trouble,
} from './breaker/index.ts'
export { checkOrder, refusalOf, type Verdict } from './check-order.ts'
export { defaultLimits, type Limits, wideLimits } from './limits.ts'
export { mayMove } from './mode.ts'
export { type Levels, protectiveLevels } from './protect.ts'
export { RiskBook } from './risk-book.ts'
export { type Sizing, type SizeWish, sizeQuotes, sizeTarget } from './size.ts'
export type { LimitName, Refusal } from './refusal.ts'
