import type { Json } from '../../base/index.ts'
import type { Beliefs } from './posterior.ts'

/** Outcomes that all that is recalled of a pattern counts at most. */
const evidenceMax = 4
/** Round trips that a recalled mean is cut to: what was archived was chosen for looking good. */
const costsMax = 2
/** Outcomes of its own and of peers after which a warning is no longer heeded. */
const heededUntil = 20
/** Round trips that a pattern has to come to of which it is warned. */
const warnedHurdle = 2

/** What archives say of one pattern, put together. */
type Recollection = {
  readonly key: number
  /** Mean return over the horizon. Share of the price. */
  readonly mean: number
  /** How good the archived patterns are: 0 to 1. */
  readonly quality: number
}

/** What else counts when a pattern is recalled. */
type RecallTerms = { readonly cost: number; readonly prior: number }

/**
 * What a learner recalls from archives, its own and those of other instruments, when it begins on
 * an instrument. What was worth archiving is a weak prior, what failed elsewhere a warning.
 *
 * **Bound.** What is recalled of a pattern counts r outcomes: at most 4, at most half of what the
 * belief in no edge counts, and one less for every outcome of its own or of peers that is known.
 * The recalled mean lies within two round trips of 0. So, whatever archives hold,
 *
 * - the mean that a learner with evidence n and a prior k believes in moves by no more than
 *   r / (n + k + r) of the distance to the recalled mean, and by nothing once n is 4;
 * - before anything is seen it is at most two thirds of a round trip: the archive alone pays for
 *   no trade;
 * - a warning asks for twice the edge until 20 outcomes are known. It never silences for good.
 */
export class RecalledPatterns {
  readonly #terms: RecallTerms
  readonly #good = new Map<number, { readonly mean: number; readonly evidence: number }>()
  readonly #failed = new Set<number>()

  constructor(terms: RecallTerms) {
    this.#terms = terms
  }

  /** In place of what was recalled before. Keys in any order; each once. */
  take(good: readonly Recollection[], failed: Iterable<number>): void {
    const { cost, prior } = this.#terms
    const most = Math.min(evidenceMax, prior / 2)
    this.#good.clear()
    this.#failed.clear()
    for (const { key, mean, quality } of good) {
      const evidence = most * Math.max(0, Math.min(quality, 1))
      const cut = Math.max(-costsMax * cost, Math.min(mean, costsMax * cost))
      if (evidence > 0) this.#good.set(key, { mean: cut, evidence })
    }
    for (const key of failed) this.#failed.add(key)
  }

  /** What the archive counts of `key` beside `known` outcomes. */
  evidence(key: number, known: number): number {
    const recalled = this.#good.get(key)
    return recalled === undefined ? 0 : Math.max(0, recalled.evidence - known)
  }

  /** Adds it to what peers found, as one more of them. @param known - Own and peers' outcomes. */
  addTo(beliefs: { -readonly [K in keyof Beliefs]: Beliefs[K] }, key: number, known: number): void {
    const evidence = this.evidence(key, known)
    if (evidence === 0) return
    const { mean } = this.#good.get(key) ?? { mean: 0 }
    const { peerEvidence, peerMean } = beliefs
    beliefs.peerEvidence = peerEvidence + evidence
    beliefs.peerMean = (peerEvidence * peerMean + evidence * mean) / beliefs.peerEvidence
  }

  /** Round trips that an edge has to come to: more for what failed elsewhere and is not known. */
  hurdle(key: number, known: number): number {
    return this.#failed.has(key) && known < heededUntil ? warnedHurdle : 1
  }

  get isEmpty(): boolean {
    return this.#good.size === 0 && this.#failed.size === 0
  }

  save(): Json {
    const good = [...this.#good].map(([key, { mean, evidence }]) => [key, mean, evidence])
    return { good, failed: [...this.#failed] }
  }

  load(state: Json): void {
    const saved = state as {
      readonly good: readonly (readonly [number, number, number])[]
      readonly failed: readonly number[]
    }
    this.#good.clear()
    this.#failed.clear()
    for (const [key, mean, evidence] of saved.good) this.#good.set(key, { mean, evidence })
    for (const key of saved.failed) this.#failed.add(key)
  }
}
