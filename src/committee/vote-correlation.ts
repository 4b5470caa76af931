import type { Json } from '../base/index.ts'

/** Decisions after which what was before counts half. */
const halfLife = 1_000
/** So much more than the one before it a decision counts. */
const growth = Math.exp(Math.LN2 / halfLife)
/** Decisions between two readings of the coefficients. */
const readEvery = 64
/** Decisions before two agents are called alike at all. */
const decisionsMin = 60
/** Variance below which a vote is always the same. */
const still = 1e-9

/**
 * How alike agents vote: the correlation of their signed votes, of every pair, silence counting as
 * a vote of nothing. Two who speak at the same times and to the same side are alike; two who are
 * right at different times are not, though both may only ever buy. Who always says the same thing
 * is alike to whoever always says it too.
 *
 * Ten copies of one agent are one voice; `share` says how much of a voice each of those who speak
 * now is.
 */
export class VoteCorrelation {
  readonly #agents: number
  /** What a decision counts now: newer ones count for more, and so older ones are forgotten. */
  #weight = 1
  /** Sums over decisions: of all, and by agent of votes and their squares. */
  #count = 0
  readonly #sum: Float64Array
  readonly #square: Float64Array
  /** Upper triangle, row by row: of products. */
  readonly #product: Float64Array
  /** Those who vote now, in order, and how many. */
  readonly #voters: Int32Array
  readonly #coefficient: Float64Array
  #sinceRead = 0

  constructor(agents: number) {
    this.#agents = agents
    this.#sum = new Float64Array(agents)
    this.#square = new Float64Array(agents)
    this.#product = new Float64Array((agents * (agents - 1)) / 2)
    this.#voters = new Int32Array(agents)
    this.#coefficient = new Float64Array(agents * agents)
  }

  /** Takes in what was voted at once. @param votes - Signed, by agent; NaN abstains. */
  take(votes: Float64Array): void {
    const weight = this.#weight * growth
    this.#weight = weight
    this.#count += weight
    let voters = 0
    for (let i = 0; i < this.#agents; i += 1) {
      const vote = votes[i] as number
      if (vote !== vote || vote === 0) continue
      this.#voters[voters++] = i
      ;(this.#sum[i] as number) += weight * vote
      ;(this.#square[i] as number) += weight * vote * vote
    }
    for (let k = 0; k < voters; k += 1) this.#takePairs(k, voters, votes)
    this.#sinceRead += 1
    if (this.#sinceRead >= readEvery) this.#read()
  }

  /** The pairs of the voter at place `k` with those behind it: the silent add nothing. */
  #takePairs(k: number, voters: number, votes: Float64Array): void {
    const i = this.#voters[k] as number
    const weighed = this.#weight * (votes[i] as number)
    const first = pairsBefore(i, this.#agents) - i - 1
    for (let other = k + 1; other < voters; other += 1) {
      const j = this.#voters[other] as number
      ;(this.#product[first + j] as number) += weighed * (votes[j] as number)
    }
  }

  /** How alike two agents vote, -1 to 1; 0 until enough is known. */
  of(i: number, j: number): number {
    return this.#coefficient[i * this.#agents + j] as number
  }

  /**
   * How much of a voice agent `i` is among those who speak: 1 when nobody votes as it does, 1 / n
   * when n vote the same.
   */
  share(i: number, votes: Float64Array): number {
    const row = i * this.#agents
    let alike = 1
    for (let j = 0; j < this.#agents; j += 1) {
      const b = votes[j] as number
      if (j !== i && b === b) alike += Math.max(0, this.#coefficient[row + j] as number)
    }
    return 1 / alike
  }

  #read(): void {
    this.#sinceRead = 0
    this.#shrink()
    if (this.#count < decisionsMin) return
    let pair = 0
    for (let i = 0; i < this.#agents; i += 1)
      for (let j = i + 1; j < this.#agents; j += 1, pair += 1) {
        const of = this.#coefficientOf(i, j, (this.#product[pair] as number) / this.#count)
        this.#coefficient[i * this.#agents + j] = of
        this.#coefficient[j * this.#agents + i] = of
      }
  }

  /** All sums by the same factor, so that a decision counts 1 again: nothing grows for ever. */
  #shrink(): void {
    const factor = 1 / this.#weight
    this.#weight = 1
    this.#count *= factor
    for (const sums of [this.#sum, this.#square, this.#product])
      for (let k = 0; k < sums.length; k += 1) (sums[k] as number) *= factor
  }

  #coefficientOf(i: number, j: number, product: number): number {
    const a = (this.#sum[i] as number) / this.#count
    const b = (this.#sum[j] as number) / this.#count
    const aa = (this.#square[i] as number) / this.#count - a * a
    const bb = (this.#square[j] as number) / this.#count - b * b
    if (aa < still && bb < still) return a * b > 0 ? 1 : 0
    if (aa < still || bb < still) return 0
    return Math.max(-1, Math.min((product - a * b) / Math.sqrt(aa * bb), 1))
  }

  save(): Json {
    return {
      weight: this.#weight,
      count: this.#count,
      sum: [...this.#sum],
      square: [...this.#square],
      product: [...this.#product],
      coefficient: [...this.#coefficient],
      sinceRead: this.#sinceRead,
    }
  }

  load(state: Json): void {
    const saved = state as {
      readonly weight?: number
      readonly count: number
      readonly sum: readonly number[]
      readonly square: readonly number[]
      readonly product: readonly number[]
      readonly coefficient: readonly number[]
      readonly sinceRead: number
    }
    this.#weight = saved.weight ?? 1
    this.#count = saved.count
    this.#sum.set(saved.sum)
    this.#square.set(saved.square)
    this.#product.set(saved.product)
    this.#coefficient.set(saved.coefficient)
    this.#sinceRead = saved.sinceRead
  }
}

/** Pairs of the upper triangle in the rows before row `i`. */
function pairsBefore(i: number, agents: number): number {
  return (i * (2 * agents - i - 1)) / 2
}
