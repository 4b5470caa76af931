import { requirePositive, requireRecord } from '../argument.ts'
import { type Resumable, savedAt, savedNumbers } from '../resumable.ts'
import { requireVariance } from './require-variance.ts'
import type { ForecastState } from './garch-forecast.ts'
import type { GarchKind, GarchParameters } from './garch-model.ts'
import { nextVariance } from './next-variance.ts'

/**
 * Goes on from a fit, return by return: the parameters stay, the variance moves.
 *
 * Fed with returns from the start of a sample on, it gives the variances of the fit's own path.
 */
export class GarchVariance implements Resumable {
  readonly #kind: GarchKind
  readonly #parameters: GarchParameters
  readonly #start: number
  #variance: number

  constructor(fit: ForecastState) {
    requireRecord('fit', fit)
    requireRecord('fit.model', fit.model)
    requireRecord('fit.parameters', fit.parameters)
    this.#kind = fit.model.kind
    this.#parameters = fit.parameters
    this.#start = fit.nextVariance
    this.#variance = fit.nextVariance
  }

  /** h of the return that comes next. */
  get variance(): number {
    return this.#variance
  }

  /**
   * Takes in a return.
   *
   * @returns h of the return that comes next.
   * @throws ArgumentError when `value` is not finite, or so large that its variance is not; the
   *   state stays.
   */
  update(value: number): number {
    const residual = value - this.#parameters.mean
    const next = nextVariance(this.#kind, this.#parameters, this.#variance, residual)
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

  /** Back to the variance of the fit. */
  reset(): void {
    this.#variance = this.#start
  }
}
