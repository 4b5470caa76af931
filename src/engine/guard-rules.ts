import type { CapTerms } from '../execution/index.ts'
import type { BreakerRules } from '../risk/index.ts'

/** What watches over a desk beside its limits. */
export type GuardRules = {
  readonly breakers: BreakerRules
  /** What may leave at most, whatever risk approves. */
  readonly caps: CapTerms
  /** Whether instruments and strategies are cut as they lose the capital allotted to them. */
  readonly hasStandings: boolean
}
