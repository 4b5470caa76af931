import type { MoatEvidence } from './prospect.ts'

/** Most that the moats can give. */
export const evidenceMax = 2

/** Those that count for the team, and of which something is known. */
export function knownOf(moats: readonly MoatEvidence[]): readonly MoatEvidence[] {
  return moats.filter(({ weight, score }) => weight > 0 && !Number.isNaN(score))
}

/** Of each moat what says most, by what the moat counts: 0 to 2 points. */
export function evidenceOf(known: readonly MoatEvidence[]): number {
  const most = new Map<string, MoatEvidence>()
  for (const each of known) {
    const before = most.get(each.moat)
    if (before === undefined || each.points > before.points) most.set(each.moat, each)
  }
  let points = 0
  let weights = 0
  for (const { weight, points: had } of most.values()) {
    points += weight * had
    weights += weight
  }
  return weights === 0 ? 0 : (evidenceMax * points) / weights
}
