import { requireWhole } from '../../quant/index.ts'
import { RollingMean } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Bias, also called disparity: how far the close is from its mean, as a share of the mean. 0 where
 * the mean is 0.
 *
 * @param period - Window of the mean, bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: pandas-ta-classic 0.8.32 bias.
 */
export function bias(period = 26): IndicatorSpec<'bias'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `bias(${period})`,
    lines: [{ name: 'bias', unit: plain, warmup: period }],
    stream: () => new Bias(period),
  })
}

class Bias extends CellStream {
  readonly #mean: RollingMean

  constructor(period: number) {
    const mean = new RollingMean(period)
    super(1, [mean])
    this.#mean = mean
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const mean = this.#mean.push(value)
    this.readings[0] = mean === 0 ? 0 : value / mean - 1
  }
}
