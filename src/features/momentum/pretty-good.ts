import { requireWhole } from '../../quant/index.ts'
import { Exponential, RollingDeviation, TrueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Johnson's pretty good oscillator: how far the close is from its mean, in exponential averages of
 * the true range. The first bar has no true range; the average is seeded with the mean of its first
 * window. 0 in a market without a range.
 *
 * @param period - Window of both, bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: the definition on TA-Lib 0.8.2 SMA and TRANGE in numpy 2.4.6.
 */
export function prettyGood(period = 14): IndicatorSpec<'prettyGood'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `prettyGood(${period})`,
    lines: [{ name: 'prettyGood', unit: plain, warmup: period + 1 }],
    stream: () => new PrettyGood(period),
  })
}

class PrettyGood extends CellStream {
  readonly #trueRange: TrueRange
  readonly #window: RollingDeviation
  readonly #range: Exponential

  constructor(period: number) {
    const trueRange = new TrueRange()
    const window = new RollingDeviation(period)
    const range = new Exponential(period)
    super(1, [trueRange, window, range])
    this.#trueRange = trueRange
    this.#window = window
    this.#range = range
  }

  protected override step(bars: BarArrays, row: number): void {
    const value = bars.close[row] as number
    const range = this.#range.push(this.#trueRange.push(bars, row))
    this.#window.push(value)
    if (Number.isNaN(range)) return
    this.readings[0] = range > 0 ? (value - this.#window.mean) / range : 0
  }
}
