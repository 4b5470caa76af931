import type { Json } from '../base/index.ts'

/** Instead of a weight: what is earned stands. */
export const asEarned = 0

/**
 * The weights that a person has approved, by agent and regime, and until when they stand instead of
 * those that are earned.
 */
export class PlannedWeights {
  readonly #regimes: number
  readonly #weights: Float64Array
  readonly #untilTs: Float64Array

  constructor(agents: number, regimes: number) {
    this.#regimes = regimes
    this.#weights = new Float64Array(agents * regimes)
    this.#untilTs = new Float64Array(agents * regimes)
  }

  /**
   * Takes over weights until a time; what stood before goes on where there are none.
   *
   * @param weights - By agent and regime, agent by agent; `asEarned` for none.
   */
  set(weights: readonly number[], untilTs: number): void {
    for (const [at, weight] of weights.entries()) {
      if (weight === asEarned || at >= this.#weights.length) continue
      this.#weights[at] = weight
      this.#untilTs[at] = untilTs
    }
  }

  /** The weight that stands at `ts`; `earned` where nobody has planned another. */
  over(earned: number, agent: number, regime: number, ts: number): number {
    const at = agent * this.#regimes + regime
    return ts < (this.#untilTs[at] as number) ? (this.#weights[at] as number) : earned
  }

  save(): Json {
    return { weights: [...this.#weights], untilTs: [...this.#untilTs] }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: readonly number[] }
    this.#weights.set(saved['weights'] ?? [])
    this.#untilTs.set(saved['untilTs'] ?? [])
  }
}
