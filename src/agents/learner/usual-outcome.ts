import type { Json } from '../../base/index.ts'

/** Outcomes after which what was usual counts half. */
const halfLife = 2_000
const keep = Math.exp(-Math.LN2 / halfLife)
/** Outcomes before anything is said of them. */
const knownMin = 30
/** Deviations beyond which an outcome is taken for that: one bad print is no pattern. */
const most = 6

/** How far outcomes of a market spread at large. */
export class UsualOutcome {
  #count = 0
  #weight = 0
  #squares = 0

  /** Mean square of an outcome; NaN while too little is known. */
  get variance(): number {
    return this.#count < knownMin ? Number.NaN : this.#squares / this.#weight
  }

  /** Takes one in. @returns The same, or as far as one is believed. */
  take(outcome: number): number {
    const bound = most * Math.sqrt(this.variance)
    const believed = bound > 0 ? Math.max(-bound, Math.min(outcome, bound)) : outcome
    this.#count += 1
    this.#weight = keep * this.#weight + 1
    this.#squares = keep * this.#squares + believed * believed
    return believed
  }

  save(): Json {
    return [this.#count, this.#weight, this.#squares]
  }

  load(state: Json): void {
    const [count = 0, weight = 0, squares = 0] = state as readonly number[]
    this.#count = count
    this.#weight = weight
    this.#squares = squares
  }
}
