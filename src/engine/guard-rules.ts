import type { Json } from '../base/index.ts'
import type { CapTerms } from '../execution/index.ts'
import type { BreakerRules } from '../risk/index.ts'

/** What watches over a desk beside its limits. */
export type GuardRules = {
  readonly breakers: BreakerRules
  /** What may leave at most, whatever risk approves. */
  readonly caps: CapTerms
  /** Whether instruments and strategies are cut as they lose the capital allotted to them. */
  readonly hasStandings: boolean
  /** Whether limits follow the tier that the capital is in. */
  readonly hasTiers: boolean
}

export function guardJson({ breakers, caps, ...rest }: GuardRules): Json {
  return { ...rest, breakers: { ...breakers }, caps: { ...caps } }
}
