import type { Json } from '../../base/index.ts'

/** Tests that are remembered: each is corrected for so many at the most. */
const room = 5_000

/** What tests there are besides those that were made. */
export type LedgerTerms = {
  /** Tests of the first round: each is corrected for so many at least. Whole, 1 or more. */
  readonly round: number
  /** Ledgers of the run, each for as many tests as this one has. Whole, 1 or more. */
  readonly ledgers: number
}

/**
 * All tests of a run: what one of them says is corrected for all that were made, as soon as it is
 * made. The expected share of false ones among those called found is held, however tests depend.
 *
 * The same as `adjustProbabilities` of all of them would say of the newest, without sorting them
 * all again for each. Who is judged at once is judged among fewer than there will be: that the
 * correction is good for any dependence leaves room for it.
 *
 * @see Benjamini and Yekutieli 2001, Annals of Statistics 29(4).
 */
export class TestLedger {
  readonly #terms: LedgerTerms
  /** In the order of tests, and smallest first. */
  readonly #made: number[] = []
  readonly #sorted: number[] = []
  #count = 0
  /** How many tests are corrected for, and the sum of 1 / 1 to 1 / that. */
  #tests = 0
  #harmonic = 0

  constructor(terms: LedgerTerms = { round: 1, ledgers: 1 }) {
    this.#terms = terms
  }

  /** Takes in a test. @returns Its probability among all so far. */
  take(p: number): number {
    this.#count += 1
    this.#made.push(p)
    const at = this.#place(p)
    this.#sorted.splice(at, 0, p)
    if (this.#made.length > room) this.#forget(this.#made.shift() ?? 1)
    return this.#corrected(p)
  }

  #forget(p: number): void {
    this.#sorted.splice(this.#place(p), 1)
  }

  /** Where the first that is not below `p` is. */
  #place(p: number): number {
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#sorted[middle] as number) < p) low = middle + 1
      else high = middle
    }
    return low
  }

  #corrected(p: number): number {
    const { length } = this.#sorted
    const { round, ledgers } = this.#terms
    this.#grow(ledgers * Math.max(round, length))
    const factor = this.#tests * this.#harmonic
    let least = 1
    for (let rank = this.#place(p); rank < length; rank += 1) {
      const scaled = ((this.#sorted[rank] as number) * factor) / (rank + 1)
      if (scaled < least) least = scaled
    }
    return least
  }

  #grow(tests: number): void {
    for (let k = this.#tests + 1; k <= tests; k += 1) this.#harmonic += 1 / k
    this.#tests = tests
  }

  /** Tests ever. */
  get count(): number {
    return this.#count
  }

  save(): Json {
    return { count: this.#count, made: [...this.#made] }
  }

  load(state: Json): void {
    const saved = state as { readonly count: number; readonly made: readonly number[] }
    this.#count = saved.count
    this.#made.splice(0, this.#made.length, ...saved.made)
    this.#sorted.splice(0, this.#sorted.length, ...saved.made.toSorted((a, b) => a - b))
  }
}
