import { requireWhole } from '../../quant/index.ts'
import { RollingExtreme } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * How far the close stands below the highest close of the window, as a share of it, and how many
 * bars ago that was; and the same above the lowest (`rise`, `sinceLow`).
 *
 * @param period - Window, bars. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: written out in pandas 3.1.1.
 */
export function rollingDrawdown(
  period = 100,
): IndicatorSpec<'drawdown' | 'sinceHigh' | 'rise' | 'sinceLow'> {
  requireWhole('period', period, 1)
  const bars = [0, period - 1] as const
  return defineIndicator({
    key: `rollingDrawdown(${period})`,
    lines: [
      { name: 'drawdown', unit: plain, warmup: period, range: [0, 1] },
      { name: 'sinceHigh', unit: plain, warmup: period, range: bars },
      { name: 'rise', unit: plain, warmup: period, range: [0, Number.MAX_VALUE] },
      { name: 'sinceLow', unit: plain, warmup: period, range: bars },
    ],
    stream: () => new RollingDrawdown(period),
  })
}

class RollingDrawdown extends CellStream {
  readonly #high: RollingExtreme
  readonly #low: RollingExtreme

  constructor(period: number) {
    const high = new RollingExtreme(period, 1)
    const low = new RollingExtreme(period, -1)
    super(4, [high, low])
    this.#high = high
    this.#low = low
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { readings } = this
    const value = close[row] as number
    const top = this.#high.push(value)
    const bottom = this.#low.push(value)
    if (Number.isNaN(top)) return
    readings[0] = top > 0 ? (top - value) / top : 0
    readings[1] = this.#high.age
    readings[2] = bottom > 0 ? (value - bottom) / bottom : 0
    readings[3] = this.#low.age
  }
}
