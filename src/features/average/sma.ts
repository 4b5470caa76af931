import { requireWhole } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import type { RowSpan } from '../row-span.ts'
import { CellStream } from '../stream.ts'
import { RollingMean } from '../cell/index.ts'

/**
 * Simple moving average of the close.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: Stock.Indicators GetSma, TA-Lib 0.8.2 SMA.
 */
export function sma(period: number): IndicatorSpec<'sma'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `sma(${period})`,
    lines: [{ name: 'sma', unit: inPrice, warmup: period }],
    stream: () => new Sma(period),
  })
}

class Sma extends CellStream {
  readonly #mean: RollingMean

  constructor(period: number) {
    const mean = new RollingMean(period)
    super(1, [mean])
    this.#mean = mean
  }

  protected override step({ close }: BarArrays, row: number): void {
    this.readings[0] = this.#mean.push(close[row] as number)
  }

  override fold(columns: BarArrays, span: RowSpan, out: readonly Float64Array[]): void {
    const values = out[0] as Float64Array
    this.#mean.fold(columns.close, span, values)
    this.readings[0] = values[span.at + span.to - span.from - 1] as number
  }
}
