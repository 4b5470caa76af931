import { requireBetween, requirePositive, requireRecord, requireWhole } from '../argument.ts'
import { isModerate } from '../moderate.ts'
import { type Resumable, savedAt, savedNumbers } from '../resumable.ts'
import type { LocalLevelVariances } from './local-trend.ts'

// Places in the state: the level and its variance, the last miss and its variance, and how many
// values have come, up to the two that it takes to miss one.
const [level, variance, lastError, lastVariance, seen] = [0, 1, 2, 3, 4] as const

/**
 * The Kalman filter of a local level, value by value: a smoothed price whose speed follows from two
 * variances. The first value starts it, exactly diffuse. No allocation in an update.
 */
export class LevelFilter implements Resumable {
  readonly #observationVariance: number
  readonly #levelVariance: number
  /** All that changes, in one array: a number in a field would be a new object every time. */
  readonly #state = new Float64Array(5)

  /** @throws ArgumentError when a variance is below 0, or that of observations is 0. */
  constructor(of: LocalLevelVariances) {
    requireRecord('of', of)
    requirePositive('observationVariance', of.observationVariance)
    requireBetween('levelVariance', of.levelVariance, 0, Number.MAX_VALUE)
    this.#observationVariance = of.observationVariance
    this.#levelVariance = of.levelVariance
  }

  /**
   * Takes the newest value.
   *
   * @param value - Missing when not finite, or 1e150 or more in size: the level stays, and grows
   *   less certain.
   * @returns The level; `undefined` before the first value.
   */
  update(value: number): number | undefined {
    const state = this.#state
    const isFirst = state[seen] === 0
    if (!isFirst) state[variance] = (state[variance] as number) + this.#levelVariance
    if (!isModerate(value)) return this.level
    if (isFirst) {
      state[seen] = 1
      state[level] = value
      state[variance] = this.#observationVariance
      return value
    }
    const whole = (state[variance] as number) + this.#observationVariance
    const miss = value - (state[level] as number)
    const gain = (state[variance] as number) / whole
    state[level] = (state[level] as number) + gain * miss
    state[variance] = (state[variance] as number) * (1 - gain)
    state[seen] = 2
    state[lastError] = miss
    state[lastVariance] = whole
    return state[level]
  }

  get level(): number | undefined {
    return this.#state[seen] === 0 ? undefined : this.#state[level]
  }

  /** Variance of the level given the values so far. */
  get variance(): number | undefined {
    return this.#state[seen] === 0 ? undefined : this.#state[variance]
  }

  /** By how many deviations the last value missed its forecast; `undefined` before two values. */
  get surprise(): number | undefined {
    if (this.#state[seen] !== 2) return undefined
    return (this.#state[lastError] as number) / Math.sqrt(this.#state[lastVariance] as number)
  }

  save(): readonly number[] {
    return [...this.#state]
  }

  load(saved: unknown): void {
    const numbers = savedNumbers(saved, this.#state.length)
    requireBetween('saved variance', savedAt(numbers, variance), 0, Number.MAX_VALUE)
    requireWhole('saved values', savedAt(numbers, seen), 0, 2)
    if (savedAt(numbers, seen) === 2)
      requirePositive('saved variance of a miss', savedAt(numbers, lastVariance))
    this.#state.set(numbers)
  }

  /** Forgets every value. */
  reset(): void {
    this.#state.fill(0)
  }
}
