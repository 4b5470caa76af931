import { requireWhole } from '../../quant/index.ts'
import { Exponential, TrueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * True range of each bar, its average of Wilder, and that in per cent of the close (`percent`; 0
 * where the close is 0).
 *
 * @param period - Window of the average, bars. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Wilder 1978. Golden numbers: TA-Lib 0.8.2 TRANGE, NATR; Stock.Indicators GetAtr, its `tr`,
 *   `atrp`.
 */
export function averageRange(period = 14): IndicatorSpec<'range' | 'average' | 'percent'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `averageRange(${period})`,
    lines: [
      { name: 'range', unit: inPrice, warmup: 2, range: [0, Number.MAX_VALUE] },
      { name: 'average', unit: inPrice, warmup: period + 1, range: [0, Number.MAX_VALUE] },
      { name: 'percent', unit: plain, warmup: period + 1 },
    ],
    stream: () => new AverageRange(period),
  })
}

class AverageRange extends CellStream {
  readonly #range: TrueRange
  readonly #mean: Exponential

  constructor(period: number) {
    const range = new TrueRange()
    const mean = new Exponential(period, 1 / period)
    super(3, [range, mean])
    this.#range = range
    this.#mean = mean
  }

  protected override step(columns: BarArrays, row: number): void {
    const { readings } = this
    const close = columns.close[row] as number
    const range = this.#range.push(columns, row)
    const mean = this.#mean.push(range)
    readings[0] = range
    readings[1] = mean
    if (!Number.isNaN(mean)) readings[2] = close === 0 ? 0 : (100 * mean) / close
  }
}
