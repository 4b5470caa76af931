import { ArgumentError, requirePositive, requireRecord, requireWhole } from '../argument.ts'
import { type Matrix, matrix } from '../matrix/index.ts'
import { type Resumable, savedAt, savedNumbers } from '../resumable.ts'
import { advanceQ, type DccState, factorLower } from './dcc-recursion.ts'
import type { DccFit } from './fit-dcc.ts'
import type { GarchFit } from './fit-garch.ts'
import { nextVariance } from './next-variance.ts'

/**
 * Goes on from a DCC fit, day by day: variances, conditional correlations and their Cholesky factor
 * for the day that comes next. Allocates nothing after it is made, but for what `correlations` and
 * `factor` hand out.
 */
export class DccCorrelation implements Resumable {
  readonly #size: number
  /** Q of the fit's next day. */
  readonly #start: Float64Array
  readonly #state: DccState
  readonly #assets: readonly GarchFit[]
  readonly #variances: Float64Array
  readonly #nextVariances: Float64Array
  /** Of Q; its diagonal holds reciprocals. */
  readonly #lower: Float64Array
  /** One over the roots of Q's diagonal. */
  readonly #scales: Float64Array
  readonly #shocks: Float64Array
  #hasFactor = false

  constructor(fit: Pick<DccFit, 'assets' | 'a' | 'b' | 'target' | 'nextQ'>) {
    requireRecord('fit', fit)
    requireRecord('fit.assets', fit.assets)
    requireRecord('fit.nextQ', fit.nextQ)
    this.#size = fit.assets.length
    this.#assets = fit.assets
    this.#variances = new Float64Array(this.#size)
    this.#nextVariances = new Float64Array(this.#size)
    this.#start = Float64Array.from(fit.nextQ.values)
    const q = new Float64Array(this.#start.length)
    const { a, b, target } = fit
    this.#state = { size: this.#size, q, target: target.values, a, b }
    this.#lower = new Float64Array(q.length)
    this.#scales = new Float64Array(this.#size)
    this.#shocks = new Float64Array(this.#size)
    this.reset()
  }

  /**
   * Takes in a day.
   *
   * @param returns - One of each asset, in the order of the fit.
   * @throws ArgumentError when their number is another, or one is not finite or so large that its
   *   variance is not; the state stays.
   */
  update(returns: Float64Array): void {
    const size = this.#size
    if (returns.length !== size)
      throw new ArgumentError(`returns must have ${size} values, had ${returns.length}`)
    for (let i = 0; i < size; i += 1) {
      const { model, parameters } = this.#assets[i] as GarchFit
      const value = returns[i] as number
      const variance = this.#variances[i] as number
      const residual = value - parameters.mean
      const next = nextVariance(model.kind, parameters, variance, residual)
      const shock = residual / Math.sqrt(variance)
      if (!(next > 0 && next + shock * shock < Number.POSITIVE_INFINITY))
        throw new ArgumentError(
          `returns must be finite and leave finite variances, and returns[${i}] was ${value}`,
        )
      this.#nextVariances[i] = next
      this.#shocks[i] = shock
    }
    this.#variances.set(this.#nextVariances)
    advanceQ(this.#state, this.#shocks, 0)
    this.#factor()
  }

  /** h of asset `i` on the day that comes next. */
  variance(i: number): number {
    requireWhole('i', i, 0, this.#size - 1)
    return this.#variances[i] as number
  }

  /** The correlation of assets `i` and `j` on the day that comes next: -1 to 1. */
  correlation(i: number, j: number): number {
    requireWhole('i', i, 0, this.#size - 1)
    requireWhole('j', j, 0, this.#size - 1)
    if (i === j) return 1
    const q = this.#state.q[Math.max(i, j) * this.#size + Math.min(i, j)] as number
    const value = q * (this.#scales[i] as number) * (this.#scales[j] as number)
    return Math.max(-1, Math.min(1, value))
  }

  /** All correlations of the day that comes next. */
  correlations(): Matrix {
    const made = matrix(this.#size, this.#size)
    for (let i = 0; i < this.#size; i += 1)
      for (let j = 0; j < this.#size; j += 1)
        made.values[i * this.#size + j] = this.correlation(i, j)
    return made
  }

  /**
   * L with L L' = `correlations()`: it turns independent draws into correlated ones.
   *
   * @returns `undefined` when the correlations are not positive definite: after a shock so large
   *   that rounding leaves one direction alone.
   */
  factor(): Matrix | undefined {
    if (!this.#hasFactor) return undefined
    const size = this.#size
    const made = matrix(size, size)
    for (let i = 0; i < size; i += 1) {
      const scale = this.#scales[i] as number
      for (let j = 0; j < i; j += 1)
        made.values[i * size + j] = scale * (this.#lower[i * size + j] as number)
      made.values[i * size + i] = scale / (this.#lower[i * size + i] as number)
    }
    return made
  }

  /** Variances, then Q by rows. */
  save(): readonly number[] {
    return [...this.#variances, ...this.#state.q]
  }

  load(saved: unknown): void {
    const size = this.#size
    const numbers = savedNumbers(saved, size + size * size)
    for (let i = 0; i < size; i += 1) {
      requirePositive('saved variances', savedAt(numbers, i))
      requirePositive('saved diagonal of Q', savedAt(numbers, size + i * size + i))
    }
    this.#variances.set(numbers.slice(0, size))
    this.#state.q.set(numbers.slice(size))
    this.#factor()
  }

  /** Back to the day after the fit. */
  reset(): void {
    this.#assets.forEach(({ nextVariance: variance }, i) => {
      this.#variances[i] = variance
    })
    this.#state.q.set(this.#start)
    this.#factor()
  }

  #factor(): void {
    const size = this.#size
    const { q } = this.#state
    this.#hasFactor = factorLower(q, this.#lower, size)
    for (let i = 0; i < size; i += 1) this.#scales[i] = 1 / Math.sqrt(q[i * size + i] as number)
  }
}
