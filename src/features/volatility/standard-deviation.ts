import { requireWhole } from '../../quant/index.ts'
import { RollingDeviation } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Population deviation and mean of the closes of the window, and how many deviations the close is
 * from the mean (`zScore`; 0 where there is no deviation).
 *
 * @param period - Window, bars. Whole, >= 2.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: TA-Lib 0.8.2 STDDEV, Stock.Indicators GetStdDev.
 */
export function standardDeviation(period = 10): IndicatorSpec<'deviation' | 'mean' | 'zScore'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `standardDeviation(${period})`,
    lines: [
      { name: 'deviation', unit: inPrice, warmup: period },
      { name: 'mean', unit: inPrice, warmup: period },
      { name: 'zScore', unit: plain, warmup: period },
    ],
    stream: () => new StandardDeviation(period),
  })
}

class StandardDeviation extends CellStream {
  readonly #window: RollingDeviation

  constructor(period: number) {
    const window = new RollingDeviation(period)
    super(3, [window])
    this.#window = window
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { readings } = this
    const value = close[row] as number
    if (!this.#window.push(value)) return
    const { mean } = this.#window
    const deviation = Math.sqrt(this.#window.variance(0))
    readings[0] = deviation
    readings[1] = mean
    readings[2] = deviation > 0 ? (value - mean) / deviation : 0
  }
}
