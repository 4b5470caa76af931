import type { PatternRecord } from './pattern-record.ts'
import { groupOf, type PatternGroup } from './pattern-stats.ts'

/** Patterns that look alike. */
export type PatternCluster = PatternGroup & {
  /** The one that the others are close to: that with the most evidence. */
  readonly leader: PatternRecord
  readonly members: readonly PatternRecord[]
  /** Weighted standard deviation of the values of the members: whether they pay alike, too. */
  readonly valueDeviation: number
  /** Largest distance of a member from the leader. */
  readonly radius: number
}

/** How far from a leader a pattern may be: a third of all bins of every trait. */
const usualRadius = 0.34

/**
 * Puts patterns together that look alike: in the order of their evidence each joins the nearest
 * leader within `radius`, or leads a cluster of its own. Only patterns of the same traits and kind
 * are compared; of which instrument or learner they are does not matter.
 *
 * The same patterns give the same clusters in whatever order they come.
 *
 * @param radius - 0 to 1; mean distance over traits, in shares of the bins of each.
 * @see Hartigan 1975, Clustering Algorithms, chapter 3, for the leader algorithm.
 */
export function clusterPatterns(
  records: readonly PatternRecord[],
  radius: number = usualRadius,
): readonly PatternCluster[] {
  const clusters: PatternRecord[][] = []
  for (const record of records.toSorted(byEvidence)) {
    let nearest: PatternRecord[] | undefined
    let least = radius
    for (const cluster of clusters) {
      const gap = patternDistance(cluster[0] as PatternRecord, record)
      if (gap > least || (gap === least && nearest !== undefined)) continue
      least = gap
      nearest = cluster
    }
    if (nearest === undefined) clusters.push([record])
    else nearest.push(record)
  }
  return clusters.map(clusterOf)
}

/**
 * How unlike two patterns are, 0 to 1: by how many bins each trait differs, in shares of the most
 * it could. Infinity where they are of other traits or of another kind.
 */
export function patternDistance(one: PatternRecord, two: PatternRecord): number {
  if (one.kind !== two.kind || one.traits.join() !== two.traits.join())
    return Number.POSITIVE_INFINITY
  const gaps = one.bins.map((bin, i) => {
    const most = Math.max(1, (one.sizes[i] ?? 1) - 1)
    return Math.abs(bin - (two.bins[i] ?? 0)) / most
  })
  return gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length)
}

function byEvidence(one: PatternRecord, two: PatternRecord): number {
  return two.evidence - one.evidence || (nameOf(one) < nameOf(two) ? -1 : 1)
}

function nameOf({ instrumentId, learner, key, kind }: PatternRecord): string {
  return `${instrumentId} ${learner} ${key} ${kind}`
}

function clusterOf(members: readonly PatternRecord[]): PatternCluster {
  const leader = members[0] as PatternRecord
  const group = groupOf(leader.features, members)
  let spread = 0
  for (const { evidence, value } of members)
    spread += evidence * (value - group.value) * (value - group.value)
  const valueDeviation = Math.sqrt(spread / group.evidence)
  const radius = Math.max(...members.map((member) => patternDistance(leader, member)))
  return { ...group, leader, members, valueDeviation, radius }
}
