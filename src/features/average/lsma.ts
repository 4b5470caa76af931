import { requireWhole } from '../../quant/index.ts'
import { RollingLine } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Least squares moving average, also called end point moving average: where the line fitted to the
 * window ends.
 *
 * @param period - Window, in bars. Whole, >= 2.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: TA-Lib 0.8.2 LINEARREG, the line of Stock.Indicators GetSlope.
 */
export function lsma(period = 20): IndicatorSpec<'lsma'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `lsma(${period})`,
    lines: [{ name: 'lsma', unit: inPrice, warmup: period }],
    stream: () => new Lsma(period),
  })
}

class Lsma extends CellStream {
  readonly #line: RollingLine

  constructor(period: number) {
    const line = new RollingLine(period)
    super(1, [line])
    this.#line = line
  }

  protected override step({ close }: BarArrays, row: number): void {
    if (this.#line.push(close[row] as number)) this.readings[0] = this.#line.end
  }
}
