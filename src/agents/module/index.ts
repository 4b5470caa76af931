export { type StrategyContext, type StrategyDefinition } from './definition.ts'
export { defineStrategy } from './define-strategy.ts'
export type { ClosedPosition, Fill } from './fill.ts'
export { keptOf, stateOf } from './kept-state.ts'
export type { StrategyFees, Place, PlaceLimits } from './place.ts'
export type { Signal } from './signal.ts'
export {
  isStrategyKind,
  type StrategyDescription,
  type StrategyKind,
  strategyKind,
} from './strategy-kind.ts'
export type { StrategyRun } from './strategy-run.ts'
export { closesMax, type StrategyView } from './strategy-view.ts'
