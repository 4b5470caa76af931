import type { Random } from '../../base/index.ts'

const reaction = 0.06
const persistence = 0.93

/**
 * Shocks with mean 0 and variance 1 whose size clusters: a GARCH(1,1) in units of its own mean.
 *
 * @see Bollerslev 1986, "Generalized autoregressive conditional heteroskedasticity".
 */
export class GarchShocks {
  #variance = 1
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  /** Standard deviation of the next shock. */
  get deviation(): number {
    return Math.sqrt(this.#variance)
  }

  next(): number {
    const shock = this.deviation * this.#random.normal()
    const variance =
      1 - reaction - persistence + reaction * shock * shock + persistence * this.#variance
    this.#variance = Math.min(25, variance)
    return shock
  }
}
