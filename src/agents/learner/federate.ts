import { kindOf } from './kind-of.ts'
import { LearnerMind } from './learner-mind.ts'
import { peerEvidenceMax } from './peer-beliefs.ts'

/** What one learner tells its peers of one pattern: sums, never what it saw. */
export type PatternUpdate = {
  readonly key: number
  /** Predictor: outcomes that count, and their mean return. */
  readonly evidence: number
  readonly mean: number
  /** Policy: how often it spoke for it. Reward: what that came to each time, net. */
  readonly claims: number
  readonly reward: number
}

/** What all of the others come to. */
export type PooledUpdate = {
  readonly key: number
  /** 0 to `peerEvidenceMax`. */
  readonly evidence: number
  readonly mean: number
  /** Whether peers lost by speaking for it. */
  readonly hasFailed: boolean
}

/** Means beyond it are cut to it: no pattern moves a market by more over its horizon. */
const meanMax = 0.05
/** Evidence of one peer beyond it counts as that: nobody is a crowd. */
const evidenceMax = 50
/** Times that peers have to have spoken for a pattern before it can have failed. */
const claimsMin = 20

/**
 * Puts together what peers say of one pattern. Of n updates that are made of numbers, the f lowest
 * and the f highest means are left out, and what is left is averaged by evidence; f is the number
 * of peers that may lie. With n of 2 f or fewer nothing is believed.
 *
 * **Bound.** Up to f peers may send anything at all, copies of each other among it. Then
 *
 * - the pooled mean lies between the lowest and the highest mean of the honest peers, and never
 *   beyond 5 %;
 * - pooled evidence is the lower median of the evidence left, times how many are left, at most 20;
 * - the mean that a learner with evidence n of its own and a prior k believes in moves, from what
 *   it believes by itself, by no more than 20 / (n + k + 20) of the distance from there to the
 *   farthest honest mean. Should all peers lie, the same holds of the distance to 5 % either way.
 *
 * A pattern counts as failed when the trimmed mean of what speaking for it came to is below 0 and
 * more than f peers have spoken for it often enough: no f of them silence what pays.
 *
 * @param liars - f: how many of the peers may lie. Whole, 0 or more.
 * @see Yin, Chen, Ramchandran and Bartlett 2018, ICML, for the trimmed mean among liars.
 */
export function poolUpdates(
  key: number,
  updates: readonly PatternUpdate[],
  liars: number,
): PooledUpdate | undefined {
  const told = updates.filter((update) => update.key === key && isTold(update))
  const kept = trimmed(told, liars, ({ mean }) => mean)
  const hasFailed = haveFailed(told, liars)
  if (kept.length === 0) return hasFailed ? { key, evidence: 0, mean: 0, hasFailed } : undefined
  const weights = kept.map(({ evidence }) => Math.min(evidence, evidenceMax))
  let sum = 0
  let weight = 0
  for (const [i, { mean }] of kept.entries()) {
    sum += (weights[i] as number) * cut(mean)
    weight += weights[i] as number
  }
  const middle = weights.toSorted((a, b) => a - b)[(kept.length - 1) >> 1] as number
  const evidence = Math.min(peerEvidenceMax, middle * kept.length)
  // Rounding may leave the hull of what went in by a hair.
  const means = kept.map(({ mean }) => cut(mean))
  const mean = Math.max(Math.min(...means), Math.min(sum / weight, Math.max(...means)))
  return { key, evidence, mean, hasFailed }
}

function isTold({ evidence, mean, claims, reward }: PatternUpdate): boolean {
  const areFinite = [evidence, mean, claims, reward].every((each) => Number.isFinite(each))
  return areFinite && evidence > 0 && claims >= 0
}

function haveFailed(told: readonly PatternUpdate[], liars: number): boolean {
  const spoke = told.filter(({ claims }) => claims >= claimsMin)
  const kept = trimmed(spoke, liars, ({ reward }) => reward)
  if (kept.length === 0) return false
  return kept.reduce((sum, { reward }) => sum + cut(reward), 0) < 0
}

/** Without the `liars` lowest and highest; none where that leaves nobody. */
function trimmed(
  updates: readonly PatternUpdate[],
  liars: number,
  of: (update: PatternUpdate) => number,
): readonly PatternUpdate[] {
  if (updates.length <= 2 * liars) return []
  return updates.toSorted((a, b) => of(a) - of(b)).slice(liars, updates.length - liars)
}

function cut(mean: number): number {
  return Math.max(-meanMax, Math.min(mean, meanMax))
}

/** Evidence below which a learner has nothing to tell. */
const tellMin = 3

/** What a learner tells its peers, in the order of keys. */
export function updatesOf(mind: LearnerMind): readonly PatternUpdate[] {
  const { book, bar } = mind
  return book.keys
    .toSorted((a, b) => a - b)
    .flatMap((key) => {
      const evidence = book.evidenceAt(book.find(key), bar)
      const sums = book.of(key)
      if (sums === undefined || evidence < tellMin) return []
      const { mean, claims, reward } = sums
      return [{ key, evidence, mean, claims, reward: claims === 0 ? 0 : reward / claims }]
    })
}

/** How many of `peers` may lie: fewer than a third, but one always: two alone are not believed. */
export function liarsAmong(peers: number): number {
  return Math.max(1, Math.floor((peers - 1) / 3))
}

/**
 * One round among learners that look at the same traits on different instruments: each hears what
 * all of the others found. They share sums, never data; nobody hears itself back, and what was
 * heard is never passed on.
 *
 * @param minds - Of one variant, one an instrument. Those that are not learners are passed over.
 */
export function federate(minds: readonly unknown[]): void {
  const learners = minds.filter((mind) => mind instanceof LearnerMind)
  const told = learners.map(updatesOf)
  const kinds = learners.map(kindOf)
  for (const [i, mind] of learners.entries()) {
    const others = told.filter((_, j) => j !== i && kinds[j] === kinds[i])
    hear(mind, others)
  }
}

/** What peers say takes the place of what they said before. Keys that are none are passed over. */
export function hear(mind: LearnerMind, others: readonly (readonly PatternUpdate[])[]): void {
  const liars = liarsAmong(others.length)
  const byKey = new Map<number, PatternUpdate[]>()
  for (const updates of others) {
    const heard = new Set<number>()
    for (const update of updates) {
      const { key } = update
      // A peer is heard once on each pattern.
      if (!Number.isInteger(key) || key < 0 || key >= mind.terms.keys || heard.has(key)) continue
      heard.add(key)
      const known = byKey.get(key)
      if (known === undefined) byKey.set(key, [update])
      else known.push(update)
    }
  }
  mind.peers.clear()
  for (const [key, updates] of byKey) {
    const pooled = poolUpdates(key, updates, liars)
    if (pooled !== undefined) mind.peers.set(key, pooled.mean, pooled.evidence, pooled.hasFailed)
  }
}
