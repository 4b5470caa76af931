export type { BreakerPlace } from './breaker-cells.ts'
export { breakerDefaults, type BreakerRules } from './breaker-rules.ts'
export { type BreakerNeeds, Breakers, type Trouble } from './breakers.ts'
export { type Cause, causes } from './cause.ts'
