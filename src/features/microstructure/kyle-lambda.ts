import type { Json } from '../../base/index.ts'
import { requireWhole } from '../../quant/index.ts'
import { requireFinite } from './require-finite.ts'
import { RollingCovariance } from './rolling-covariance.ts'

/**
 * Kyle's lambda: how far the price goes with each unit of signed volume. Least squares of price
 * changes on what was bought less what was sold, with an intercept, over the last intervals.
 *
 * @see Kyle, "Continuous auctions and insider trading", 1985. Golden numbers:
 *   scipy.stats.linregress.
 */
export class KyleLambda {
  readonly #line: RollingCovariance

  /** @param window - Intervals. Whole, >= 3. @throws ArgumentError below. */
  constructor(window: number) {
    requireWhole('window', window, 3)
    this.#line = new RollingCovariance(window)
  }

  /**
   * One interval of any length.
   *
   * @param change - Of the price, or of its logarithm.
   * @param signedVolume - Bought by who crossed, less sold.
   * @throws ArgumentError on numbers that are none.
   */
  update(change: number, signedVolume: number): void {
    requireFinite('change', change)
    requireFinite('signedVolume', signedVolume)
    this.#line.push(signedVolume, change)
  }

  /** @returns Price per unit of volume; `undefined` until full, and where all volumes are equal. */
  get value(): number | undefined {
    const { isFull, sumXX, sumXY } = this.#line
    return isFull && sumXX > 0 ? sumXY / sumXX : undefined
  }

  /** Share of the variance of changes that the volume explains. @returns 0 to 1, or as `value`. */
  get rSquared(): number | undefined {
    const { value } = this
    const { sumXY, sumYY } = this.#line
    if (value === undefined) return undefined
    return sumYY > 0 ? Math.min(1, Math.max(0, (value * sumXY) / sumYY)) : undefined
  }

  reset(): void {
    this.#line.reset()
  }

  save(): Json {
    return this.#line.save()
  }

  load(state: Json): void {
    this.#line.load(state)
  }
}
