import { requireWhole } from '../../quant/index.ts'
import { trueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import type { RowSpan } from '../row-span.ts'
import { CellStream } from '../stream.ts'

const bars = 0
const before = 1
const mean = 2

/**
 * Average true range, Wilder's smoothing, seeded with the mean of the first `period` true ranges.
 * The first bar has no close before it and is left out.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Wilder 1978. Golden numbers: Stock.Indicators GetAtr, TTR 0.24.3 ATR, TA-Lib 0.8.2 ATR.
 */
export function atr(period: number): IndicatorSpec<'atr'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `atr(${period})`,
    lines: [{ name: 'atr', unit: inPrice, warmup: period + 1 }],
    stream: () => new Atr(period),
  })
}

class Atr extends CellStream {
  readonly #period: number

  constructor(period: number) {
    super(1, [], 3)
    this.#period = period
  }

  protected override step({ high, low, close }: BarArrays, row: number): void {
    const { own } = this
    const count = own[bars] as number
    if (count > 0) {
      const range = trueRange(high[row] as number, low[row] as number, own[before] as number)
      const divisor = Math.min(count, this.#period)
      const next = (own[mean] as number) + (range - (own[mean] as number)) * (1 / divisor)
      own[mean] = next
      if (count >= this.#period) this.readings[0] = next
    }
    if (count <= this.#period) own[bars] = count + 1
    own[before] = close[row] as number
  }

  /** The same with everything in locals, which is what a batch spends its time on. */
  override fold(columns: BarArrays, span: RowSpan, out: readonly Float64Array[]): void {
    const { from, to, at } = span
    const { own, readings } = this
    const warm = Math.min(to, from + Math.max(0, this.#period + 1 - (own[bars] as number)))
    super.fold(columns, { from, to: warm, at }, out)
    if (warm === to) return
    const { high, low, close } = columns
    const values = out[0] as Float64Array
    const weight = 1 / this.#period
    let last = own[before] as number
    let range = own[mean] as number
    for (let row = warm; row < to; row += 1) {
      range += (trueRange(high[row] as number, low[row] as number, last) - range) * weight
      values[at + row - from] = range
      last = close[row] as number
    }
    own[before] = last
    own[mean] = range
    readings[0] = range
  }
}
