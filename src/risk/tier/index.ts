export { LimitChanges, type LimitWish } from './limit-changes.ts'
export { type ChangeableLimit, changeableLimits, isWider, limitValue } from './limit-direction.ts'
export {
  type StrategyKind,
  type Tier,
  type TierName,
  tiers,
} from './tier-table.ts'
export { Tiers } from './tiers.ts'
