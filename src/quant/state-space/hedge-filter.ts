import { requireBetween, requirePositive, requireRecord, requireWhole } from '../argument.ts'
import { isModerate } from '../moderate.ts'
import { type Resumable, savedAt, savedNumbers } from '../resumable.ts'

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

// Places in the state: both states, their variances and covariance, the last miss and its variance.
const [intercept, ratio, own, shared, other, lastError, lastVariance] = [
  0, 1, 2, 3, 4, 5, 6,
] as const

/**
 * A hedge ratio that wanders, row by row: y = intercept + ratio × x + noise, with intercept and
 * ratio random walks. Kalman filter with two states; no allocation in an update.
 *
 * With both variances 0 it is recursive least squares.
 *
 * @see Chan, "Algorithmic trading", 2013, chapter 3. Golden numbers: statsmodels 0.15.0 `MLEModel`
 *   with a design for every row.
 */
export class HedgeFilter implements Resumable {
  readonly #observationVariance: number
  readonly #interceptVariance: number
  readonly #ratioVariance: number
  readonly #initialVariance: number
  /** All that changes, in one array: a number in a field would be a new object every time. */
  readonly #state = new Float64Array(7)
  #count = 0

  /** @throws ArgumentError for a variance below 0, or of observations or the start not above. */
  constructor(options: HedgeFilterOptions) {
    requireRecord('options', options)
    const { interceptVariance = 0, initialVariance = 1e7 } = options
    requirePositive('observationVariance', options.observationVariance)
    requireBetween('ratioVariance', options.ratioVariance, 0, Number.MAX_VALUE)
    requireBetween('interceptVariance', interceptVariance, 0, Number.MAX_VALUE)
    requirePositive('initialVariance', initialVariance)
    this.#observationVariance = options.observationVariance
    this.#ratioVariance = options.ratioVariance
    this.#interceptVariance = interceptVariance
    this.#initialVariance = initialVariance
    this.reset()
  }

  /**
   * Takes the newest row.
   *
   * @param y - The series to hedge. @param x - The hedge. A row with either not finite, or 1e150
   *   or more in size, is missing.
   * @returns The hedge ratio; `undefined` before the first row.
   */
  update(y: number, x: number): number | undefined {
    const state = this.#state
    if (this.#count > 0) {
      state[own] = (state[own] as number) + this.#interceptVariance
      state[other] = (state[other] as number) + this.#ratioVariance
    }
    if (!(isModerate(y) && isModerate(x))) return this.ratio
    const interceptGain = (state[own] as number) + (state[shared] as number) * x
    const ratioGain = (state[shared] as number) + (state[other] as number) * x
    const variance = interceptGain + ratioGain * x + this.#observationVariance
    const error = y - (state[intercept] as number) - (state[ratio] as number) * x
    state[intercept] = (state[intercept] as number) + (interceptGain * error) / variance
    state[ratio] = (state[ratio] as number) + (ratioGain * error) / variance
    state[own] = (state[own] as number) - (interceptGain * interceptGain) / variance
    state[shared] = (state[shared] as number) - (interceptGain * ratioGain) / variance
    state[other] = (state[other] as number) - (ratioGain * ratioGain) / variance
    state[lastError] = error
    state[lastVariance] = variance
    this.#count += 1
    return state[ratio]
  }

  get ratio(): number | undefined {
    return this.#count === 0 ? undefined : this.#state[ratio]
  }

  get intercept(): number | undefined {
    return this.#count === 0 ? undefined : this.#state[intercept]
  }

  get ratioVariance(): number {
    return this.#state[other] as number
  }

  /** What the last row's y was above its forecast: the spread to trade. */
  get error(): number | undefined {
    return this.#count === 0 ? undefined : this.#state[lastError]
  }

  /** The same in deviations of the forecast. */
  get surprise(): number | undefined {
    if (this.#count === 0) return undefined
    return (this.#state[lastError] as number) / Math.sqrt(this.#state[lastVariance] as number)
  }

  save(): readonly number[] {
    return [this.#count, ...this.#state]
  }

  load(saved: unknown): void {
    const numbers = savedNumbers(saved, 1 + this.#state.length)
    const count = savedAt(numbers, 0)
    requireWhole('saved count', count, 0)
    if (count > 0) requirePositive('saved variance of a miss', savedAt(numbers, 1 + lastVariance))
    this.#count = count
    this.#state.set(numbers.slice(1))
  }

  /** Forgets every row. */
  reset(): void {
    this.#count = 0
    this.#state.fill(0)
    this.#state[own] = this.#initialVariance
    this.#state[other] = this.#initialVariance
  }
}
