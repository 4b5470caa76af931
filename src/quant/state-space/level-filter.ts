import { requireBetween, requirePositive } from '../argument.ts'
import type { LocalLevelVariances } from './local-trend.ts'

/**
 * The Kalman filter of a local level, value by value: a smoothed price whose speed follows from two
 * variances. The first value starts it, exactly diffuse. No allocation in an update.
 */
export class LevelFilter {
  readonly #observationVariance: number
  readonly #levelVariance: number
  #level = Number.NaN
  #variance = 0
  #error = Number.NaN
  #errorVariance = Number.NaN

  /** @throws ArgumentError when a variance is below 0, or that of observations is 0. */
  constructor(of: LocalLevelVariances) {
    requirePositive('observationVariance', of.observationVariance)
    requireBetween('levelVariance', of.levelVariance, 0, Number.MAX_VALUE)
    this.#observationVariance = of.observationVariance
    this.#levelVariance = of.levelVariance
  }

  /**
   * Takes the newest value.
   *
   * @param value - Anything not finite is a missing value: the level stays and grows less certain.
   * @returns The level; `undefined` before the first value.
   */
  update(value: number): number | undefined {
    const isFirst = Number.isNaN(this.#level)
    if (!isFirst) this.#variance += this.#levelVariance
    if (!Number.isFinite(value)) return this.level
    if (isFirst) {
      this.#level = value
      this.#variance = this.#observationVariance
      return value
    }
    this.#errorVariance = this.#variance + this.#observationVariance
    this.#error = value - this.#level
    const gain = this.#variance / this.#errorVariance
    this.#level += gain * this.#error
    this.#variance *= 1 - gain
    return this.#level
  }

  get level(): number | undefined {
    return Number.isNaN(this.#level) ? undefined : this.#level
  }

  /** Variance of the level given the values so far. */
  get variance(): number | undefined {
    return Number.isNaN(this.#level) ? undefined : this.#variance
  }

  /** By how many deviations the last value missed its forecast; `undefined` before two values. */
  get surprise(): number | undefined {
    return Number.isNaN(this.#error) ? undefined : this.#error / Math.sqrt(this.#errorVariance)
  }
}
