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
  return poolSorted(key, byMean(told), byReward(told), liars)
}

function byMean<T extends PatternUpdate>(told: readonly T[]): readonly T[] {
  return told.toSorted((a, b) => a.mean - b.mean)
}

/** Of those who have spoken for it often enough. */
function byReward<T extends PatternUpdate>(told: readonly T[]): readonly T[] {
  const spoke = told.filter(({ claims }) => claims >= claimsMin)
  return spoke.length === 0 ? spoke : spoke.toSorted((a, b) => a.reward - b.reward)
}

/** @param means - Updates that count, lowest mean first. @param rewards - As of `byReward`. */
function poolSorted(
  key: number,
  means: readonly PatternUpdate[],
  rewards: readonly PatternUpdate[],
  liars: number,
): PooledUpdate | undefined {
  const kept = trimmed(means, liars)
  const hasFailed = haveFailed(rewards, liars)
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
  const [lowest, highest] = [cut(kept[0]?.mean ?? 0), cut(kept.at(-1)?.mean ?? 0)]
  const mean = Math.max(lowest, Math.min(sum / weight, highest))
  return { key, evidence, mean, hasFailed }
}

function isTold({ evidence, mean, claims, reward }: PatternUpdate): boolean {
  const areFinite = Number.isFinite(evidence) && Number.isFinite(mean)
  return (
    areFinite && Number.isFinite(claims) && Number.isFinite(reward) && evidence > 0 && claims >= 0
  )
}

function haveFailed(rewards: readonly PatternUpdate[], liars: number): boolean {
  const kept = trimmed(rewards, liars)
  return kept.length > 0 && kept.reduce((sum, { reward }) => sum + cut(reward), 0) < 0
}

/** Without the first and the last `liars`; none where that leaves nobody. */
function trimmed(sorted: readonly PatternUpdate[], liars: number): readonly PatternUpdate[] {
  return sorted.length <= 2 * liars ? [] : sorted.slice(liars, sorted.length - liars)
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
  for (const kind of new Set(learners.map(kindOf))) {
    const alike = learners.filter((mind) => kindOf(mind) === kind)
    const patterns = patternsTold(alike)
    const liars = liarsAmong(alike.length - 1)
    for (const [i, mind] of alike.entries()) {
      mind.peers.clear()
      for (const { key, means, rewards } of patterns) {
        const pooled = poolSorted(key, without(means, i), without(rewards, i), liars)
        if (pooled !== undefined)
          mind.peers.set(key, pooled.mean, pooled.evidence, pooled.hasFailed)
      }
    }
  }
}

/** An update, and the place of the learner that it is from. */
type Told = PatternUpdate & { readonly from: number }

/** What all of them tell of each pattern, put in order once for all that hear it. */
function patternsTold(learners: readonly LearnerMind[]): readonly {
  readonly key: number
  readonly means: readonly Told[]
  readonly rewards: readonly Told[]
}[] {
  const byKey = new Map<number, Told[]>()
  for (const [from, mind] of learners.entries())
    for (const update of updatesOf(mind)) {
      if (!isTold(update)) continue
      const told = { ...update, from }
      const known = byKey.get(update.key)
      if (known === undefined) byKey.set(update.key, [told])
      else known.push(told)
    }
  return [...byKey].map(([key, told]) => ({ key, means: byMean(told), rewards: byReward(told) }))
}

/** Nobody hears itself back. */
function without(told: readonly Told[], from: number): readonly Told[] {
  return told.some((each) => each.from === from) ? told.filter((each) => each.from !== from) : told
}
