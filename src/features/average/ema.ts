import { requireWhole } from '../../quant/index.ts'
import { Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import type { RowSpan } from '../row-span.ts'
import { CellStream } from '../stream.ts'

/**
 * Exponential moving average of the close, seeded with the simple mean of the first `period` bars.
 * That seed is TA-Lib's; seeded with the first value it starts half a percent off.
 *
 * @param period - Window, in bars. Whole, >= 1. Smoothing is 2 / (period + 1).
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: Stock.Indicators GetEma, TA-Lib 0.8.2 EMA.
 */
export function ema(period: number): IndicatorSpec<'ema'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `ema(${period})`,
    lines: [{ name: 'ema', unit: inPrice, warmup: period }],
    stream: () => new Ema(period),
  })
}

/** An exponential average of the close, of whatever weight. */
export class Ema extends CellStream {
  readonly #mean: Exponential

  /** @param weight - Of the newest close; 2 / (period + 1) when left out. */
  constructor(period: number, weight?: number) {
    const mean = new Exponential(period, weight)
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
