import { requireWhole } from '../../quant/index.ts'
import { RollingWeighted } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Weighted moving average of the close: weights 1 to `period`, the newest counting most.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: TA-Lib 0.8.2 WMA.
 */
export function wma(period = 20): IndicatorSpec<'wma'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `wma(${period})`,
    lines: [{ name: 'wma', unit: inPrice, warmup: period }],
    stream: () => new Wma(period),
  })
}

class Wma extends CellStream {
  readonly #mean: RollingWeighted

  constructor(period: number) {
    const mean = new RollingWeighted(period)
    super(1, [mean])
    this.#mean = mean
  }

  protected override step({ close }: BarArrays, row: number): void {
    this.readings[0] = this.#mean.push(close[row] as number)
  }
}
