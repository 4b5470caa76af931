import { requireWhole } from '../../quant/index.ts'
import { RollingExtreme, RollingSum, TrueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Choppiness: how much of the way was back and forth. 100 times the logarithm of the true ranges of
 * the window over the range of the whole window, to the base of the window. A straight line reads
 * 0, and a market that never moved 100.
 *
 * @param period - Window, bars. Whole, >= 2.
 * @throws ArgumentError when `period` is out of range.
 * @see Dreiss. Golden numbers: Stock.Indicators GetChop: extremes count the close before the bar.
 */
export function choppiness(period = 14): IndicatorSpec<'choppiness'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `choppiness(${period})`,
    lines: [{ name: 'choppiness', unit: plain, warmup: period + 1, range: [0, 100] }],
    stream: () => new Choppiness(period),
  })
}

class Choppiness extends CellStream {
  readonly #scale: number
  readonly #range: TrueRange
  readonly #ranges: RollingSum
  readonly #high: RollingExtreme
  readonly #low: RollingExtreme

  constructor(period: number) {
    const range = new TrueRange()
    const ranges = new RollingSum(period)
    const high = new RollingExtreme(period, 1)
    const low = new RollingExtreme(period, -1)
    super(1, [range, ranges, high, low], 1)
    this.#scale = 100 / Math.log(period)
    this.#range = range
    this.#ranges = ranges
    this.#high = high
    this.#low = low
  }

  protected override step(columns: BarArrays, row: number): void {
    const { own } = this
    const before = own[0] as number
    const range = this.#range.push(columns, row)
    own[0] = columns.close[row] as number
    if (Number.isNaN(range)) return
    const highest = this.#high.push(Math.max(columns.high[row] as number, before))
    const lowest = this.#low.push(Math.min(columns.low[row] as number, before))
    const total = this.#ranges.push(range)
    if (Number.isNaN(total)) return
    const whole = highest - lowest
    this.readings[0] = whole > 0 ? this.#scale * Math.log(total / whole) : 100
  }
}
