import { requireWhole } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { RollingSum } from '../cell/index.ts'

/**
 * Simple moving average of the close.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: Stock.Indicators GetSma, TA-Lib SMA.
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
  readonly #sum: RollingSum
  readonly #period: number

  constructor(period: number) {
    const sum = new RollingSum(period)
    super(1, [sum])
    this.#sum = sum
    this.#period = period
  }

  protected override step({ close }: BarArrays, row: number): void {
    this.readings[0] = this.#sum.push(close[row] as number) / this.#period
  }

  override fold(
    columns: BarArrays,
    from: number,
    to: number,
    out: readonly Float64Array[],
    at: number,
  ): void {
    const values = out[0] as Float64Array
    const period = this.#period
    this.#sum.fold(columns.close, from, to, values, at)
    for (let i = at; i < at + to - from; i += 1) values[i] = (values[i] as number) / period
    this.readings[0] = values[at + to - from - 1] as number
  }
}
