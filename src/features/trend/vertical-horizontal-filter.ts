import { requireWhole } from '../../quant/index.ts'
import { Delay, RollingExtreme, RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Vertical horizontal filter: range of the closes of the window over the changes in it, summed.
 * A market that never moved reads 0.
 *
 * @param period - Window, bars and changes. Whole, >= 2.
 * @throws ArgumentError when `period` is out of range.
 * @see White 1991. Golden numbers: TTR 0.24.3 VHF.
 */
export function verticalHorizontalFilter(period = 28): IndicatorSpec<'filter'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `verticalHorizontalFilter(${period})`,
    lines: [{ name: 'filter', unit: plain, warmup: period + 1, range: [0, 1] }],
    stream: () => new VerticalHorizontalFilter(period),
  })
}

class VerticalHorizontalFilter extends CellStream {
  readonly #high: RollingExtreme
  readonly #low: RollingExtreme
  readonly #before: Delay
  readonly #way: RollingSum

  constructor(period: number) {
    const high = new RollingExtreme(period, 1)
    const low = new RollingExtreme(period, -1)
    const before = new Delay(1)
    const way = new RollingSum(period)
    super(1, [high, low, before, way])
    this.#high = high
    this.#low = low
    this.#before = before
    this.#way = way
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const range = this.#high.push(value) - this.#low.push(value)
    const way = this.#way.push(Math.abs(value - this.#before.push(value)))
    if (!Number.isNaN(way)) this.readings[0] = way > 0 ? range / way : 0
  }
}
