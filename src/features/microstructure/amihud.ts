import type { Json } from '../../base/index.ts'
import { requirePositive } from '../../quant/index.ts'
import { requireVolume } from './require-volume.ts'
import { RecentSum } from './recent-sum.ts'
import { loadParts, saveParts } from './saved-parts.ts'

/**
 * Amihud's illiquidity: mean of |return| / turnover over the last bars with turnover. Returns are
 * simple, close on close; a bar without turnover has no ratio and is passed over, its price kept.
 *
 * @see Amihud, "Illiquidity and stock returns", 2002. Golden numbers: pct_change and rolling of
 *   pandas.
 */
export class Amihud {
  readonly #ratios: RecentSum
  readonly #close = new Float64Array(1).fill(Number.NaN)

  /** @param window - Bars. Whole, >= 1. @throws ArgumentError below. */
  constructor(window: number) {
    this.#ratios = new RecentSum(window)
  }

  /**
   * @param close - Above 0.
   * @param turnover - Quote units traded in the bar, 0 or more.
   * @throws ArgumentError on others.
   */
  update(close: number, turnover: number): void {
    requirePositive('close', close)
    requireVolume('turnover', turnover)
    const before = this.#close[0] as number
    this.#close[0] = close
    if (Number.isNaN(before) || turnover === 0) return
    this.#ratios.push(Math.abs(close / before - 1) / turnover)
  }

  /** @returns Return per quote unit; multiply by 1e6 as is usual. `undefined` until full. */
  get value(): number | undefined {
    const { mean } = this.#ratios
    return mean === undefined ? undefined : Math.max(0, mean)
  }

  reset(): void {
    this.#ratios.reset()
    this.#close.fill(Number.NaN)
  }

  save(): Json {
    return saveParts([this.#ratios, this.#close])
  }

  load(state: Json): void {
    loadParts(state, [this.#ratios, this.#close])
  }
}
