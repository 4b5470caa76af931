import { type MarketRiskOptions, newestWeight } from './market-risk-options.ts'

/**
 * The variance of each instrument's returns per step of the grid: a fast and a slow exponential
 * mean of squares, and a blend of both as the forecast. The mean return is taken as 0. Each mean is
 * divided by the weight it has gathered, so the first returns count alike.
 */
export class VarianceBlend {
  readonly #fast: Float64Array
  readonly #slow: Float64Array
  readonly #fastWeight: Float64Array
  readonly #slowWeight: Float64Array
  /** Returns taken in. */
  readonly counts: Float64Array
  /** The forecast per step; NaN before the first return. */
  readonly forecasts: Float64Array
  /** Fast over slow; NaN before the first return, and while all were 0. */
  readonly ratios: Float64Array
  readonly #fastNewest: number
  readonly #slowNewest: number
  readonly #fastShare: number

  constructor(instruments: number, options: MarketRiskOptions) {
    this.#fast = new Float64Array(instruments)
    this.#slow = new Float64Array(instruments)
    this.#fastWeight = new Float64Array(instruments)
    this.#slowWeight = new Float64Array(instruments)
    this.counts = new Float64Array(instruments)
    this.forecasts = new Float64Array(instruments).fill(Number.NaN)
    this.ratios = new Float64Array(instruments).fill(Number.NaN)
    this.#fastNewest = newestWeight(options.fastDays, options.gridUs)
    this.#slowNewest = newestWeight(options.slowDays, options.gridUs)
    this.#fastShare = options.fastShare
  }

  /** Takes in the returns of a sample, each over as many steps; 0 steps is no return. */
  update(returns: Float64Array, steps: Float64Array): void {
    for (let i = 0; i < returns.length; i += 1)
      if ((steps[i] as number) > 0) this.take(i, returns, steps)
    this.restate()
  }

  /** Takes in the return of one instrument; `restate` is to follow. */
  take(i: number, returns: Float64Array, steps: Float64Array): void {
    const value = returns[i] as number
    const square = (value * value) / (steps[i] as number)
    const fast = this.#fast[i] as number
    const slow = this.#slow[i] as number
    const fastWeight = this.#fastWeight[i] as number
    const slowWeight = this.#slowWeight[i] as number
    this.#fast[i] = fast + this.#fastNewest * (square - fast)
    this.#slow[i] = slow + this.#slowNewest * (square - slow)
    this.#fastWeight[i] = fastWeight + this.#fastNewest * (1 - fastWeight)
    this.#slowWeight[i] = slowWeight + this.#slowNewest * (1 - slowWeight)
    this.counts[i] = (this.counts[i] as number) + 1
  }

  /** Makes anew what follows from what is remembered. */
  restate(): void {
    for (let i = 0; i < this.counts.length; i += 1) {
      const fast = (this.#fast[i] as number) / (this.#fastWeight[i] as number)
      const slow = (this.#slow[i] as number) / (this.#slowWeight[i] as number)
      this.forecasts[i] = this.#fastShare * fast + (1 - this.#fastShare) * slow
      this.ratios[i] = fast / slow
    }
  }

  /** All that is remembered. */
  get memory(): readonly Float64Array[] {
    return [this.#fast, this.#slow, this.#fastWeight, this.#slowWeight, this.counts]
  }
}
