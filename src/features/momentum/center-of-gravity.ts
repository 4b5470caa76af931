import { requireWhole } from '../../quant/index.ts'
import { RollingSum, RollingWeighted } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Ehlers' center of gravity: how many bars back the closes of the window balance, counted from 1 at
 * the newest, negative so that it rises with the market. A flat window, and one whose closes add up
 * to 0, balances in its middle.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Ehlers 2002. Golden numbers: pandas-ta-classic 0.8.32 cg.
 */
export function centerOfGravity(period = 10): IndicatorSpec<'centerOfGravity'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `centerOfGravity(${period})`,
    lines: [{ name: 'centerOfGravity', unit: plain, warmup: period }],
    stream: () => new CenterOfGravity(period),
  })
}

class CenterOfGravity extends CellStream {
  readonly #weighted: RollingWeighted
  readonly #sum: RollingSum
  readonly #period: number

  constructor(period: number) {
    const weighted = new RollingWeighted(period)
    const sum = new RollingSum(period)
    super(1, [weighted, sum])
    this.#weighted = weighted
    this.#sum = sum
    this.#period = period
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const turns = this.#period + 1
    // Weights from 1 at the oldest are turned about to weights from 1 at the newest.
    const weighted = (this.#weighted.push(value) * this.#period * turns) / 2
    const sum = this.#sum.push(value)
    this.readings[0] = sum === 0 ? -turns / 2 : weighted / sum - turns
  }
}
