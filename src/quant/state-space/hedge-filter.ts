import { requireBetween, requirePositive } from '../argument.ts'

/** How a hedge ratio wanders. */
export type HedgeFilterOptions = {
  /** Of y around intercept + ratio × x. */
  readonly observationVariance: number
  /** By how much the hedge ratio moves from row to row. */
  readonly ratioVariance: number
  /** By how much the intercept moves. 0 when left out. */
  readonly interceptVariance?: number
  /** Of ratio and intercept at first, around 0. 1e7 when left out: as good as unknown. */
  readonly initialVariance?: number
}

/**
 * A hedge ratio that wanders, row by row: y = intercept + ratio × x + noise, with intercept and
 * ratio random walks. Kalman filter with two states; no allocation in an update.
 *
 * With both variances 0 it is recursive least squares.
 *
 * @see Chan, "Algorithmic trading", 2013, chapter 3. Golden numbers: statsmodels 0.15.0 `MLEModel`
 *   with a design for every row.
 */
export class HedgeFilter {
  readonly #observationVariance: number
  readonly #interceptVariance: number
  readonly #ratioVariance: number
  #intercept = 0
  #ratio = 0
  /** Variances of intercept and ratio, and their covariance. */
  #own: number
  #shared = 0
  #other: number
  #count = 0
  #error = Number.NaN
  #errorVariance = Number.NaN

  /** @throws ArgumentError for a variance below 0, or of observations or the start not above. */
  constructor(options: HedgeFilterOptions) {
    const { interceptVariance = 0, initialVariance = 1e7 } = options
    requirePositive('observationVariance', options.observationVariance)
    requireBetween('ratioVariance', options.ratioVariance, 0, Number.MAX_VALUE)
    requireBetween('interceptVariance', interceptVariance, 0, Number.MAX_VALUE)
    requirePositive('initialVariance', initialVariance)
    this.#observationVariance = options.observationVariance
    this.#ratioVariance = options.ratioVariance
    this.#interceptVariance = interceptVariance
    this.#own = initialVariance
    this.#other = initialVariance
  }

  /**
   * Takes the newest row.
   *
   * @param y - The series to hedge. @param x - The hedge. A row with either not finite is missing.
   * @returns The hedge ratio; `undefined` before the first row.
   */
  update(y: number, x: number): number | undefined {
    if (this.#count > 0) {
      this.#own += this.#interceptVariance
      this.#other += this.#ratioVariance
    }
    if (!(Number.isFinite(y) && Number.isFinite(x))) return this.ratio
    const interceptGain = this.#own + this.#shared * x
    const ratioGain = this.#shared + this.#other * x
    const variance = interceptGain + ratioGain * x + this.#observationVariance
    const error = y - this.#intercept - this.#ratio * x
    this.#intercept += (interceptGain * error) / variance
    this.#ratio += (ratioGain * error) / variance
    this.#own -= (interceptGain * interceptGain) / variance
    this.#shared -= (interceptGain * ratioGain) / variance
    this.#other -= (ratioGain * ratioGain) / variance
    this.#error = error
    this.#errorVariance = variance
    this.#count += 1
    return this.#ratio
  }

  get ratio(): number | undefined {
    return this.#count === 0 ? undefined : this.#ratio
  }

  get intercept(): number | undefined {
    return this.#count === 0 ? undefined : this.#intercept
  }

  get ratioVariance(): number {
    return this.#other
  }

  /** What the last row's y was above its forecast: the spread to trade. */
  get error(): number | undefined {
    return this.#count === 0 ? undefined : this.#error
  }

  /** The same in deviations of the forecast. */
  get surprise(): number | undefined {
    return this.#count === 0 ? undefined : this.#error / Math.sqrt(this.#errorVariance)
  }
}
