import { requireWhole } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import type { RowSpan } from '../row-span.ts'
import { CellStream } from '../stream.ts'

const bars = 0
const before = 1
const gain = 2
const loss = 3

/**
 * Relative strength index, Wilder's smoothing, seeded with the mean of the first `period` changes.
 * A market that never fell reads 100; one that never moved reads 50.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns 0 to 100.
 * @throws ArgumentError when `period` is out of range.
 * @see Wilder 1978. Golden numbers: Stock.Indicators GetRsi, TTR RSI, TA-Lib RSI.
 */
export function rsi(period: number): IndicatorSpec<'rsi'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `rsi(${period})`,
    lines: [{ name: 'rsi', unit: plain, warmup: period + 1, range: [0, 100] }],
    stream: () => new Rsi(period),
  })
}

class Rsi extends CellStream {
  readonly #period: number

  constructor(period: number) {
    super(1, [], 4)
    this.#period = period
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    const count = own[bars] as number
    const change = value - (own[before] as number)
    own[before] = value
    if (count <= this.#period) {
      own[bars] = count + 1
      if (count === 0) return
    }
    const weight = 1 / Math.min(count, this.#period)
    const up = (own[gain] as number) + (Math.max(change, 0) - (own[gain] as number)) * weight
    const down = (own[loss] as number) + (Math.max(-change, 0) - (own[loss] as number)) * weight
    own[gain] = up
    own[loss] = down
    if (count >= this.#period) this.readings[0] = up + down > 0 ? 100 * (up / (up + down)) : 50
  }

  /** The same with everything in locals, which is what a batch spends its time on. */
  override fold(columns: BarArrays, span: RowSpan, out: readonly Float64Array[]): void {
    const { from, to, at } = span
    const { own, readings } = this
    const warm = Math.min(to, from + Math.max(0, this.#period + 1 - (own[bars] as number)))
    super.fold(columns, { from, to: warm, at }, out)
    if (warm === to) return
    const { close } = columns
    const values = out[0] as Float64Array
    const weight = 1 / this.#period
    let last = own[before] as number
    let up = own[gain] as number
    let down = own[loss] as number
    for (let row = warm; row < to; row += 1) {
      const value = close[row] as number
      const change = value - last
      last = value
      up += ((change > 0 ? change : 0) - up) * weight
      down += ((change < 0 ? -change : 0) - down) * weight
      const sum = up + down
      values[at + row - from] = sum > 0 ? 100 * (up / sum) : 50
    }
    own[before] = last
    own[gain] = up
    own[loss] = down
    readings[0] = values[at + to - 1 - from] as number
  }
}
