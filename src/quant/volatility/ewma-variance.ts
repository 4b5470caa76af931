import { requireInside, requirePositive, requireSeries } from '../argument.ts'
import { type Resumable, savedAt, savedNumbers } from '../resumable.ts'
import { requireVariance } from './require-variance.ts'
import { backcastOf } from './start-moment.ts'

/** The decay RiskMetrics gives daily returns; 0.97 for monthly. */
const riskMetricsDecay = 0.94

/**
 * Exponentially weighted variance: h = decay h + (1 - decay) r², the mean taken as 0. RiskMetrics
 * with the default decay.
 */
export class EwmaVariance implements Resumable {
  readonly #decay: number
  readonly #start: number
  #variance: number

  /**
   * @param variance - Of the first return, above 0: the start.
   * @param decay - Above 0 and below 1.
   * @throws ArgumentError when either is out of range.
   * @see J.P. Morgan, "RiskMetrics technical document", 1996.
   */
  constructor(variance: number, decay: number = riskMetricsDecay) {
    requirePositive('variance', variance)
    requireInside('decay', decay, 0, 1)
    this.#start = variance
    this.#variance = variance
    this.#decay = decay
  }

  /** h of the return that comes next. */
  get variance(): number {
    return this.#variance
  }

  /**
   * Takes in a return.
   *
   * @throws ArgumentError when `value` is not finite, or so large that its square is not; the state
   *   stays.
   */
  update(value: number): number {
    const next = this.#decay * this.#variance + (1 - this.#decay) * value * value
    requireVariance('value', value, next)
    this.#variance = next
    return next
  }

  save(): readonly number[] {
    return [this.#variance]
  }

  load(saved: unknown): void {
    const variance = savedAt(savedNumbers(saved, 1), 0)
    requirePositive('saved variance', variance)
    this.#variance = variance
  }

  /** Back to the variance it was made with. */
  reset(): void {
    this.#variance = this.#start
  }
}

/**
 * The path of an exponentially weighted variance: h of each return from those before it, and of the
 * one to come at the end. Starts from the mean square of the first 75 returns, weighted 1, 0.94,
 * 0.94²...
 *
 * @param returns - 1 or more.
 * @returns One value more than there are returns; `undefined` when the start is 0.
 * @throws ArgumentError when `returns` is empty or not finite, or `decay` out of range.
 * @see Golden numbers: arch 8.0.0 `EWMAVariance`.
 */
export function ewmaVariances(
  returns: Float64Array,
  decay: number = riskMetricsDecay,
): Float64Array | undefined {
  requireSeries('returns', returns, 1)
  const start = backcastOf(returns, 0)
  if (!(start > 0)) return undefined
  const state = new EwmaVariance(start, decay)
  const path = new Float64Array(returns.length + 1)
  path[0] = start
  for (let t = 0; t < returns.length; t += 1) path[t + 1] = state.update(returns[t] as number)
  return path
}
