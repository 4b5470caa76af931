import type { Json } from '../../base/index.ts'
import type { Prospect } from './prospect.ts'

/** How three that are meant to differ do differ. */
export type Disagreed = {
  /** Times all of the team were asked about one instrument. */
  readonly rounds: number
  /** Share of those in which they did not all vote the same; NaN before the first. */
  readonly split: number
  /** Mean standard deviation of their scores, in points; NaN before the first. */
  readonly spread: number
  /** Mean correlation of the scores of two members; NaN where one of them never changed. */
  readonly correlation: number
}

const pairs: readonly (readonly [number, number])[] = [
  [0, 1],
  [0, 2],
  [1, 2],
]

/**
 * Measures whether the members of one team judge for themselves. Three that always say the same are
 * one, and two of three votes are then no more than one.
 */
export class Disagreement {
  #rounds = 0
  #split = 0
  #spread = 0
  /** Sums over rounds: of each score, of its square, and of the products of two. */
  readonly #sum = new Float64Array(3)
  readonly #square = new Float64Array(3)
  readonly #product = new Float64Array(3)

  /** Takes in what all three think of one instrument; nothing when it is not three. */
  take(prospects: readonly Prospect[]): void {
    if (prospects.length !== 3) return
    const scores = prospects.map(({ score }) => score)
    const mean = scores.reduce((sum, score) => sum + score, 0) / 3
    const variance = scores.reduce((sum, score) => sum + (score - mean) * (score - mean), 0) / 3
    const votes = prospects.filter(({ isFor }) => isFor).length
    this.#rounds += 1
    if (votes === 1 || votes === 2) this.#split += 1
    this.#spread += Math.sqrt(variance)
    for (const [i, score] of scores.entries()) {
      ;(this.#sum[i] as number) += score
      ;(this.#square[i] as number) += score * score
    }
    for (const [k, [i, j]] of pairs.entries())
      (this.#product[k] as number) += (scores[i] as number) * (scores[j] as number)
  }

  get measured(): Disagreed {
    const rounds = this.#rounds
    const correlation = pairs.reduce((sum, _, k) => sum + this.#correlation(k), 0) / pairs.length
    return { rounds, split: this.#split / rounds, spread: this.#spread / rounds, correlation }
  }

  #correlation(pair: number): number {
    const n = this.#rounds
    const [i, j] = pairs[pair] as readonly [number, number]
    const one = this.#sum[i] as number
    const two = this.#sum[j] as number
    const both = (this.#product[pair] as number) / n - (one / n) * (two / n)
    const scale = Math.sqrt(this.#variance(i) * this.#variance(j))
    return scale > 0 ? Math.max(-1, Math.min(both / scale, 1)) : Number.NaN
  }

  #variance(i: number): number {
    const mean = (this.#sum[i] as number) / this.#rounds
    const variance = (this.#square[i] as number) / this.#rounds - mean * mean
    // Of what never changes, rounding leaves a hair.
    return variance > 1e-9 ? variance : 0
  }

  save(): Json {
    return {
      rounds: this.#rounds,
      split: this.#split,
      spread: this.#spread,
      sums: [[...this.#sum], [...this.#square], [...this.#product]],
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#rounds = Number(saved['rounds'])
    this.#split = Number(saved['split'])
    this.#spread = Number(saved['spread'])
    const [sum = [], square = [], product = []] = saved['sums'] as readonly number[][]
    this.#sum.set(sum)
    this.#square.set(square)
    this.#product.set(product)
  }
}
