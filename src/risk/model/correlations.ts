import { type MarketRiskOptions, newestWeight } from './market-risk-options.ts'

/** What a pair is taken for at first, and as how many returns that counts. */
const priorCorrelation = 0.5
const priorReturns = 10

/**
 * Exponential means of products of standardised returns, all pairs. Where an instrument has no
 * return its row takes in 0, so that one decay holds for all and the matrix stays a covariance.
 */
export class Correlations {
  readonly #size: number
  readonly #newest: number
  /** Mean products, row by row; symmetric. */
  readonly products: Float64Array
  /** Roots of the diagonal. */
  readonly roots: Float64Array
  /** Steps since the first return of each. */
  readonly #counts: Float64Array
  readonly #weights: Float64Array

  constructor(instruments: number, options: MarketRiskOptions) {
    this.#size = instruments
    this.#newest = newestWeight(options.correlationDays, options.gridUs)
    this.products = new Float64Array(instruments * instruments)
    this.roots = new Float64Array(instruments)
    this.#counts = new Float64Array(instruments)
    this.#weights = new Float64Array(instruments)
  }

  /** Gives instrument `i` a row, at its first return. @returns Whether it was the first. */
  start(i: number): boolean {
    if ((this.#counts[i] as number) > 0) return false
    this.#counts[i] = 1
    for (let j = 0; j < this.#size; j += 1) {
      if ((this.#counts[j] as number) === 0) continue
      const own = Math.sqrt(this.products[j * this.#size + j] as number)
      const product = i === j ? 1 : priorCorrelation * own
      this.products[i * this.#size + j] = product
      this.products[j * this.#size + i] = product
    }
    return true
  }

  /** Takes in one step. @param z - Standardised returns; 0 where there is none. */
  update(z: Float64Array): void {
    const { products } = this
    const size = this.#size
    for (let i = 0; i < size; i += 1) {
      const count = this.#counts[i] as number
      const early = 1 / (count + priorReturns)
      this.#weights[i] = early > this.#newest ? early : this.#newest
      if (count > 0) this.#counts[i] = count + 1
    }
    for (let i = 0; i < size; i += 1) {
      const own = z[i] as number
      const weight = this.#weights[i] as number
      for (let j = 0; j <= i; j += 1) {
        // A pair learns as fast as the one of the two that began later; before, it stays at 0.
        const other = this.#weights[j] as number
        const old = products[i * size + j] as number
        const value = old + (weight > other ? weight : other) * (own * (z[j] as number) - old)
        products[i * size + j] = value
        products[j * size + i] = value
      }
    }
    this.restate()
  }

  /** Puts a return into the last step for which there had been 0. @param z - As of that step. */
  late(i: number, z: Float64Array): void {
    const size = this.#size
    for (let j = 0; j < size; j += 1) {
      const newest = Math.max(this.#weights[i] as number, this.#weights[j] as number)
      const at = i * size + j
      const value = (this.products[at] as number) + newest * (z[i] as number) * (z[j] as number)
      this.products[at] = value
      this.products[j * size + i] = value
    }
    this.restate()
  }

  /** Makes anew what follows from what is remembered. */
  restate(): void {
    for (let i = 0; i < this.#size; i += 1)
      this.roots[i] = Math.sqrt(this.products[i * this.#size + i] as number)
  }

  /** Of a pair that has begun, -1 to 1. */
  correlation(i: number, j: number): number {
    if (i === j) return 1
    const product = this.products[i * this.#size + j] as number
    const share = product / ((this.roots[i] as number) * (this.roots[j] as number))
    return Math.max(-1, Math.min(1, share))
  }

  /** All that is remembered. */
  get memory(): readonly Float64Array[] {
    return [this.products, this.#counts, this.#weights]
  }
}
