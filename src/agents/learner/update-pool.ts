import { peerEvidenceMax } from './peer-beliefs.ts'

/** What one learner tells its peers of one pattern: sums, never what it saw. */
export type PatternUpdate = {
  readonly key: number
  /** Predictor: outcomes that count, and their mean return. */
  readonly evidence: number
  readonly mean: number
  /** Policy: how often it spoke for it, less where claims overlap. Reward: what each came to. */
  readonly claims: number
  readonly reward: number
}

/** An update, and the place of the learner that it is from. */
export type Told = PatternUpdate & { readonly from: number }

/** A hearer that has told nothing. */
export const nobody = -1

/** Means beyond it are cut to it: no pattern moves a market by more over its horizon. */
const meanMax = 0.05
/** Evidence of one peer beyond it counts as that: nobody is a crowd. */
const evidenceMax = 50
/** Times that peers have to have spoken for a pattern before it can have failed. */
const claimsMin = 20

/**
 * What is told of one pattern, put in order once for all that hear it; nobody hears itself back.
 * Its columns are used again for the next pattern: a round of all learners goes over thousands.
 *
 * @see `poolUpdates` for what it comes to, and the bound on what liars can do.
 */
export class UpdatePool {
  readonly #liars: number
  /** Lowest mean first: what each is cut to, what it weighs, and who told it. */
  #means: Float64Array = new Float64Array(0)
  #weights: Float64Array = new Float64Array(0)
  #from: readonly number[] = []
  /** Of those who have spoken for it often enough, the lowest first. */
  #rewards: Float64Array = new Float64Array(0)
  #rewardsFrom: readonly number[] = []
  /** Weights of those who count, the least first. */
  #sorted: Float64Array = new Float64Array(0)
  mean = 0
  evidence = 0
  hasFailed = false

  constructor(liars: number) {
    this.#liars = liars
  }

  /** @param told - Updates of one pattern that are made of numbers. */
  take(told: readonly Told[]): void {
    if (this.#sorted.length < told.length) {
      this.#means = new Float64Array(told.length)
      this.#weights = new Float64Array(told.length)
      this.#rewards = new Float64Array(told.length)
      this.#sorted = new Float64Array(told.length)
    }
    const byMean = told.toSorted((a, b) => a.mean - b.mean)
    this.#from = byMean.map(({ from }) => from)
    for (const [i, { mean, evidence }] of byMean.entries()) {
      this.#means[i] = cut(mean)
      this.#weights[i] = Math.min(evidence, evidenceMax)
    }
    const spoke = told.filter(({ claims }) => claims >= claimsMin)
    if (spoke.length > 1) spoke.sort((a, b) => a.reward - b.reward)
    this.#rewardsFrom = spoke.map(({ from }) => from)
    for (const [i, { reward }] of spoke.entries()) this.#rewards[i] = cut(reward)
  }

  /** What the others come to for one of them. @returns Whether they come to anything. */
  hear(hearer: number): boolean {
    this.hasFailed = this.#haveFailed(hearer)
    this.mean = 0
    this.evidence = 0
    const kept = this.#average(hearer)
    return kept > 0 || this.hasFailed
  }

  /** The same as a record. */
  told(): { readonly evidence: number; readonly mean: number; readonly hasFailed: boolean } {
    const { evidence, mean, hasFailed } = this
    return { evidence, mean, hasFailed }
  }

  /** @returns How many count. */
  #average(hearer: number): number {
    const count = countOf(this.#from, hearer)
    const liars = this.#liars
    if (count <= 2 * liars) return 0
    let [sum, weight, at, kept] = [0, 0, 0, 0]
    let [lowest, highest] = [0, 0]
    for (let i = 0; i < this.#from.length; i += 1) {
      if (this.#from[i] === hearer) continue
      const isKept = at >= liars && at < count - liars
      at += 1
      if (!isKept) continue
      const mean = this.#means[i] as number
      const own = this.#weights[i] as number
      if (kept === 0) lowest = mean
      highest = mean
      sum += own * mean
      weight += own
      this.#insert(own, kept)
      kept += 1
    }
    const middle = this.#sorted[(kept - 1) >> 1] as number
    this.evidence = Math.min(peerEvidenceMax, middle * kept)
    // Rounding may leave the hull of what went in by a hair.
    this.mean = Math.max(lowest, Math.min(sum / weight, highest))
    return kept
  }

  #insert(weight: number, count: number): void {
    const sorted = this.#sorted
    let at = count
    while (at > 0 && (sorted[at - 1] as number) > weight) {
      sorted[at] = sorted[at - 1] as number
      at -= 1
    }
    sorted[at] = weight
  }

  #haveFailed(hearer: number): boolean {
    const count = countOf(this.#rewardsFrom, hearer)
    const liars = this.#liars
    if (count <= 2 * liars) return false
    let [sum, at] = [0, 0]
    for (let i = 0; i < this.#rewardsFrom.length; i += 1) {
      if (this.#rewardsFrom[i] === hearer) continue
      if (at >= liars && at < count - liars) sum += this.#rewards[i] as number
      at += 1
    }
    return sum < 0
  }
}

/** How many are not the hearer's. */
function countOf(from: readonly number[], hearer: number): number {
  return from.includes(hearer) ? from.length - 1 : from.length
}

function cut(mean: number): number {
  return Math.max(-meanMax, Math.min(mean, meanMax))
}
