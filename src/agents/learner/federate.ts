import { kindOf } from './kind-of.ts'
import { LearnerMind } from './learner-mind.ts'
import { nobody, type PatternUpdate, type Told, UpdatePool } from './update-pool.ts'

/** What all of the others come to. */
export type PooledUpdate = {
  readonly key: number
  /** 0 to `peerEvidenceMax`. */
  readonly evidence: number
  readonly mean: number
  /** Whether peers lost by speaking for it. */
  readonly hasFailed: boolean
}

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
  const pool = new UpdatePool(liars)
  pool.take(told.map((update, from) => ({ ...update, from })))
  return pool.hear(nobody) ? { key, ...pool.told() } : undefined
}

function isTold({ evidence, mean, claims, reward }: PatternUpdate): boolean {
  const areFinite = Number.isFinite(evidence) && Number.isFinite(mean)
  return (
    areFinite && Number.isFinite(claims) && Number.isFinite(reward) && evidence > 0 && claims >= 0
  )
}

/** Evidence below which a learner has nothing to tell. */
const tellMin = 3

/** What a learner tells its peers, in the order of keys. */
export function updatesOf(mind: LearnerMind): readonly PatternUpdate[] {
  const { book, bar } = mind
  const updates: PatternUpdate[] = []
  for (const key of Int32Array.from(book.keys).sort()) {
    const evidence = book.evidenceAt(book.find(key), bar)
    const sums = evidence < tellMin ? undefined : book.of(key)
    if (sums === undefined) continue
    const { mean, claims, reward } = sums
    updates.push({ key, evidence, mean, claims, reward: claims === 0 ? 0 : reward / claims })
  }
  return updates
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
    const pool = new UpdatePool(liarsAmong(alike.length - 1))
    const patterns = patternsTold(alike)
    for (const { peers } of alike) peers.clear()
    for (const [key, told] of patterns) {
      pool.take(told)
      for (let i = 0; i < alike.length; i += 1) {
        if (!pool.hear(i)) continue
        const { mean, evidence, hasFailed } = pool
        ;(alike[i] as LearnerMind).peers.set(key, mean, evidence, hasFailed)
      }
    }
  }
}

/** What all of them tell of each pattern, from the first learner to the last. */
function patternsTold(learners: readonly LearnerMind[]): ReadonlyMap<number, readonly Told[]> {
  const byKey = new Map<number, Told[]>()
  for (const [from, mind] of learners.entries())
    for (const update of updatesOf(mind)) {
      if (!isTold(update)) continue
      const told = { ...update, from }
      const known = byKey.get(update.key)
      if (known === undefined) byKey.set(update.key, [told])
      else known.push(told)
    }
  return byKey
}
