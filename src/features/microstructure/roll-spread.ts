import type { Json } from '../../base/index.ts'
import { requireWhole } from '../../quant/index.ts'
import { requireFinite } from './require-finite.ts'
import { RollingCovariance } from './rolling-covariance.ts'
import { loadParts, saveParts } from './saved-parts.ts'

/**
 * Roll's spread: 2 sqrt(-c), where c is the covariance of neighbouring price changes, which the
 * bounce between bid and ask makes negative. Where c is 0 or positive the estimate is 0: prices
 * that trend say nothing of a spread.
 *
 * @param covariance - Of neighbouring changes.
 * @returns In the unit of the prices.
 */
export function rollSpreadOf(covariance: number): number {
  return covariance < 0 ? 2 * Math.sqrt(-covariance) : 0
}

/**
 * Roll's spread over the last pairs of neighbouring price changes; covariance with divisor n - 1.
 *
 * @see Roll, "A simple implicit measure of the effective bid-ask spread", 1984. Golden numbers:
 *   numpy.cov.
 */
export class RollSpread {
  readonly #pairs: RollingCovariance
  /** The last price, and the last change of it. */
  readonly #last = new Float64Array(2).fill(Number.NaN)

  /** @param window - Pairs of changes: two prices more. Whole, >= 2. @throws ArgumentError. */
  constructor(window: number) {
    requireWhole('window', window, 2)
    this.#pairs = new RollingCovariance(window)
  }

  /** @throws ArgumentError on a price that is none. */
  update(price: number): void {
    requireFinite('price', price)
    const last = this.#last
    const change = price - (last[0] as number)
    const changeBefore = last[1] as number
    last[0] = price
    last[1] = change
    if (!Number.isNaN(changeBefore)) this.#pairs.push(changeBefore, change)
  }

  /** Of neighbouring changes. @returns Squared prices; `undefined` until the window is full. */
  get covariance(): number | undefined {
    const { isFull, sumXY, count } = this.#pairs
    return isFull ? sumXY / (count - 1) : undefined
  }

  /** @returns In the unit of the prices; 0 where the covariance is not negative. */
  get value(): number | undefined {
    const { covariance } = this
    return covariance === undefined ? undefined : rollSpreadOf(covariance)
  }

  reset(): void {
    this.#pairs.reset()
    this.#last.fill(Number.NaN)
  }

  save(): Json {
    return saveParts([this.#pairs, this.#last])
  }

  load(state: Json): void {
    loadParts(state, [this.#pairs, this.#last])
  }
}
