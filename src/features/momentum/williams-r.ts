import { requireWhole } from '../../quant/index.ts'
import { RollingRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Williams %R: how far the close is below the high of the window, percent of its range. -50 in a
 * window without a range, where TA-Lib reads 0.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns -100 to 0.
 * @throws ArgumentError when `period` is not.
 * @see Williams 1973. Golden numbers: TA-Lib 0.8.2 WILLR.
 */
export function williamsR(period = 14): IndicatorSpec<'williamsR'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `williamsR(${period})`,
    lines: [{ name: 'williamsR', unit: plain, warmup: period, range: [-100, 0] }],
    stream: () => new WilliamsR(period),
  })
}

class WilliamsR extends CellStream {
  readonly #range: RollingRange

  constructor(period: number) {
    const range = new RollingRange(period)
    super(1, range.cells)
    this.#range = range
  }

  protected override step({ high, low, close }: BarArrays, row: number): void {
    if (this.#range.push(high[row] as number, low[row] as number))
      this.readings[0] = 100 * (this.#range.place(close[row] as number) - 1)
  }
}
