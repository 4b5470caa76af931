import type { Json } from '../base/index.ts'

/** Votes after which what was before counts half. */
const halfLife = 1_000
const keep = Math.exp(-Math.LN2 / halfLife)
/** Votes between two readings of the coefficients. */
const readEvery = 64
/** Joint votes before two agents are called alike at all. */
const jointMin = 30

/**
 * How alike agents vote: the correlation about zero of their signed votes, of every pair, over the
 * bars on which both spoke. Ten copies of one agent are one voice; `share` says how much of a
 * voice each of those who speak now is.
 */
export class VoteCorrelation {
  readonly #agents: number
  /** Upper triangles, row by row: decayed sums over joint votes. */
  readonly #count: Float64Array
  readonly #product: Float64Array
  readonly #left: Float64Array
  readonly #right: Float64Array
  readonly #coefficient: Float64Array
  #sinceRead = 0

  constructor(agents: number) {
    this.#agents = agents
    const pairs = (agents * (agents - 1)) / 2
    this.#count = new Float64Array(pairs)
    this.#product = new Float64Array(pairs)
    this.#left = new Float64Array(pairs)
    this.#right = new Float64Array(pairs)
    this.#coefficient = new Float64Array(agents * agents)
  }

  /** Takes in what was voted at once. @param votes - Signed, by agent; NaN abstains. */
  take(votes: Float64Array): void {
    let pair = 0
    for (let i = 0; i < this.#agents; i += 1) {
      const a = votes[i] as number
      if (a !== a) pair += this.#agents - 1 - i
      else pair = this.#takeRow(votes, i, a, pair)
    }
    this.#sinceRead += 1
    if (this.#sinceRead >= readEvery) this.#read()
  }

  /** The pairs of agent `i` with those behind it. @returns The pair behind the last. */
  #takeRow(votes: Float64Array, i: number, a: number, first: number): number {
    let pair = first
    for (let j = i + 1; j < this.#agents; j += 1) {
      const b = votes[j] as number
      if (b === b) {
        this.#count[pair] = keep * (this.#count[pair] as number) + 1
        this.#product[pair] = keep * (this.#product[pair] as number) + a * b
        this.#left[pair] = keep * (this.#left[pair] as number) + a * a
        this.#right[pair] = keep * (this.#right[pair] as number) + b * b
      }
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
    let pair = 0
    for (let i = 0; i < this.#agents; i += 1)
      for (let j = i + 1; j < this.#agents; j += 1, pair += 1) {
        const of = this.#coefficientOf(pair)
        this.#coefficient[i * this.#agents + j] = of
        this.#coefficient[j * this.#agents + i] = of
      }
  }

  #coefficientOf(pair: number): number {
    const scale = Math.sqrt((this.#left[pair] as number) * (this.#right[pair] as number))
    if ((this.#count[pair] as number) < jointMin || scale === 0) return 0
    return Math.max(-1, Math.min((this.#product[pair] as number) / scale, 1))
  }

  save(): Json {
    return {
      count: [...this.#count],
      product: [...this.#product],
      left: [...this.#left],
      right: [...this.#right],
      coefficient: [...this.#coefficient],
      sinceRead: this.#sinceRead,
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: readonly number[] }
    this.#count.set(saved['count'] ?? [])
    this.#product.set(saved['product'] ?? [])
    this.#left.set(saved['left'] ?? [])
    this.#right.set(saved['right'] ?? [])
    this.#coefficient.set(saved['coefficient'] ?? [])
    this.#sinceRead = Number(saved['sinceRead'])
  }
}
