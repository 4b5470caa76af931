import type { Json } from '../../base/index.ts'

/** Claims after which an older one counts half, each as one of its own. */
const halfLife = 1_000
const keep = Math.exp(-Math.LN2 / halfLife)
/** What the belief in no claim at all counts, in squares of a claim less a coin's chance. */
const prior = 0.05
/** Spread of what comes, about a coin's chance. */
const spread = 0.5

/**
 * How much of its own claims a learner may believe: the slope of what came on what was claimed,
 * both less a coin's chance, through 0, less its standard error: who has shown nothing is believed
 * nothing. What was chosen because it looked best comes true less often than it looks (the
 * winner's curse), and a market does not stay as it is: neither is in the posterior of a single
 * pattern, both are in this.
 *
 * @see Cox 1958, Biometrika 45(3/4), for the slope of a calibration.
 */
export class ClaimTrust {
  #products = 0
  #squares = prior

  /** 0 to 1. */
  get share(): number {
    const slope = this.#products / this.#squares
    return Math.max(0, Math.min(slope - spread / Math.sqrt(this.#squares), 1))
  }

  /**
   * @param claim - Probability that was claimed, before it was shrunk.
   * @param weight - 1 for a claim of its own, less for one that overlaps the last.
   */
  learn(claim: number, isRight: boolean, weight: number): void {
    const said = claim - 0.5
    const came = isRight ? 0.5 : -0.5
    // What is forgotten of outcomes the prior takes the place of.
    const left = 1 - weight * (1 - keep)
    this.#products = left * this.#products + weight * said * came
    this.#squares = left * this.#squares + (1 - left) * prior + weight * said * said
  }

  save(): Json {
    return [this.#products, this.#squares, this.share]
  }

  load(state: Json): void {
    const [products = 0, squares = prior] = state as readonly number[]
    this.#products = products
    this.#squares = squares
  }
}
