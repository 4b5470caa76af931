import { kindOf } from './kind-of.ts'
import { LearnerMind } from './learner-mind.ts'
import type { PatternRecord } from './pattern-record.ts'

/** Evidence of one archived pattern beyond it counts as that: none is a crowd. */
const evidenceMax = 50

/** What archives say of one pattern, weighed by evidence. */
type Sums = { weight: number; mean: number; quality: number }

/**
 * A team is deployed on an instrument, for the first time or again: its learner recalls what
 * archives hold, of its own past and of the same learner on other instruments. What failed at
 * itself it is silent on anyway. In place of what it recalled before.
 *
 * @param mind - One that is no learner recalls nothing.
 * @param minds - Of one learner, one an instrument, `mind` among them, in a fixed order.
 */
export function recallPatterns(mind: unknown, minds: readonly unknown[]): void {
  if (!(mind instanceof LearnerMind)) return
  const kind = kindOf(mind)
  const tellers = minds.filter((each) => each instanceof LearnerMind && kindOf(each) === kind)
  const sums = new Map<number, Sums>()
  const failed = new Set<number>()
  for (const teller of tellers as readonly LearnerMind[]) {
    for (const record of teller.valued.records)
      if (!teller.failed.has(record.key)) add(sums, record, teller.terms.cost)
    if (teller === mind) continue
    for (const { key } of teller.failed.records) failed.add(key)
  }
  const good = [...sums].map(([key, { weight, mean, quality }]) => {
    return { key, mean: mean / weight, quality: quality / weight }
  })
  mind.recalled.take(good, failed)
}

/** The same for those of `minds` that have not seen a bar yet: they begin with what is known. */
export function recallForNew(minds: readonly unknown[]): void {
  for (const mind of minds)
    if (mind instanceof LearnerMind && mind.bar === 0) recallPatterns(mind, minds)
}

function add(sums: Map<number, Sums>, record: PatternRecord, cost: number): void {
  const { key, kind, value, evidence, quality } = record
  const weight = Math.min(evidence, evidenceMax)
  if (!(weight > 0)) return
  const known = sums.get(key) ?? { weight: 0, mean: 0, quality: 0 }
  known.weight += weight
  known.mean += weight * (kind === 'long' ? 1 : -1) * (value + cost)
  known.quality += weight * quality
  sums.set(key, known)
}
