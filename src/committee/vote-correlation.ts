import type { Json } from '../base/index.ts'

/** Decisions after which what was before counts half. */
const halfLife = 1_000
const keep = Math.exp(-Math.LN2 / halfLife)
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
  /** Decayed sums over decisions: of all, and by agent of votes and their squares. */
  #count = 0
  readonly #sum: Float64Array
  readonly #square: Float64Array
  /** Upper triangle, row by row: of products. */
  readonly #product: Float64Array
  readonly #vote: Float64Array
  readonly #coefficient: Float64Array
  #sinceRead = 0

  constructor(agents: number) {
    this.#agents = agents
    this.#sum = new Float64Array(agents)
    this.#square = new Float64Array(agents)
    this.#product = new Float64Array((agents * (agents - 1)) / 2)
    this.#vote = new Float64Array(agents)
    this.#coefficient = new Float64Array(agents * agents)
  }

  /** Takes in what was voted at once. @param votes - Signed, by agent; NaN abstains. */
  take(votes: Float64Array): void {
    this.#count = keep * this.#count + 1
    for (let i = 0; i < this.#agents; i += 1) {
      const said = votes[i] as number
      const vote = said === said ? said : 0
      this.#vote[i] = vote
      this.#sum[i] = keep * (this.#sum[i] as number) + vote
      this.#square[i] = keep * (this.#square[i] as number) + vote * vote
    }
    let pair = 0
    for (let i = 0; i < this.#agents; i += 1) pair = this.#takeRow(i, pair)
    this.#sinceRead += 1
    if (this.#sinceRead >= readEvery) this.#read()
  }

  /** The pairs of agent `i` with those behind it. @returns The pair behind the last. */
  #takeRow(i: number, first: number): number {
    const vote = this.#vote[i] as number
    let pair = first
    for (let j = i + 1; j < this.#agents; j += 1) {
      this.#product[pair] =
        keep * (this.#product[pair] as number) + vote * (this.#vote[j] as number)
      pair += 1
    }
    return pair
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
    if (this.#count < decisionsMin) return
    let pair = 0
    for (let i = 0; i < this.#agents; i += 1)
      for (let j = i + 1; j < this.#agents; j += 1, pair += 1) {
        const of = this.#coefficientOf(i, j, (this.#product[pair] as number) / this.#count)
        this.#coefficient[i * this.#agents + j] = of
        this.#coefficient[j * this.#agents + i] = of
      }
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
      readonly count: number
      readonly sum: readonly number[]
      readonly square: readonly number[]
      readonly product: readonly number[]
      readonly coefficient: readonly number[]
      readonly sinceRead: number
    }
    this.#count = saved.count
    this.#sum.set(saved.sum)
    this.#square.set(saved.square)
    this.#product.set(saved.product)
    this.#coefficient.set(saved.coefficient)
    this.#sinceRead = saved.sinceRead
  }
}
