import { findAbsence } from './absence.ts'
import { findCostliness } from './costliness.ts'
import { findDrift } from './drift.ts'
import type { Finding, Observed } from './finding.ts'
import { findOverconfidence } from './overconfidence.ts'
import { findRedundancy } from './redundancy.ts'

/**
 * Looks back on the voices of a desk and tells what is the matter with whom: who has drifted,
 * boasts, votes as another does, is not heard any more or never was, or costs. It changes nothing.
 *
 * A team in which all is well gives each kind of finding by luck in one look of a hundred: limits
 * are set by how many agents are looked at. Looking often finds more by luck.
 *
 * @returns By kind, then by agent; empty when nothing is the matter, or too little is known.
 * @see SPEC Q8.
 */
export function reflect(seen: Observed): readonly Finding[] {
  return [
    ...findDrift(seen),
    ...findOverconfidence(seen),
    ...findRedundancy(seen),
    ...findAbsence(seen),
    ...findCostliness(seen),
  ]
}
