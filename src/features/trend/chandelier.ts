import { requirePositive, requireWhole } from '../../quant/index.ts'
import { Exponential, RollingExtreme, TrueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Chandelier exit: for a long position, `multiple` average true ranges below the highest high of
 * the window; for a short one, as far above the lowest low.
 *
 * @param period - Window of extremes and range, bars. Whole, >= 1.
 * @param multiple - Distance in average true ranges. Above 0.
 * @throws ArgumentError when one is out of range.
 * @see Le Beau. Golden numbers: written out in numpy 2.4.6 over TA-Lib 0.8.2 ATR, MAX and MIN.
 */
export function chandelier(period = 22, multiple = 3): IndicatorSpec<'long' | 'short'> {
  requireWhole('period', period, 1)
  requirePositive('multiple', multiple)
  return defineIndicator({
    key: `chandelier(${period},${multiple})`,
    lines: [
      { name: 'long', unit: inPrice, warmup: period + 1 },
      { name: 'short', unit: inPrice, warmup: period + 1 },
    ],
    stream: () => new Chandelier(period, multiple),
  })
}

class Chandelier extends CellStream {
  readonly #multiple: number
  readonly #range: TrueRange
  readonly #mean: Exponential
  readonly #high: RollingExtreme
  readonly #low: RollingExtreme

  constructor(period: number, multiple: number) {
    const range = new TrueRange()
    const mean = new Exponential(period, 1 / period)
    const high = new RollingExtreme(period, 1)
    const low = new RollingExtreme(period, -1)
    super(2, [range, mean, high, low])
    this.#multiple = multiple
    this.#range = range
    this.#mean = mean
    this.#high = high
    this.#low = low
  }

  protected override step(columns: BarArrays, row: number): void {
    const { readings } = this
    const reach = this.#multiple * this.#mean.push(this.#range.push(columns, row))
    readings[0] = this.#high.push(columns.high[row] as number) - reach
    readings[1] = this.#low.push(columns.low[row] as number) + reach
  }
}
