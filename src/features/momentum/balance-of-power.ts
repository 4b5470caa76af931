import { requireWhole } from '../../quant/index.ts'
import { RollingMean } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'

/**
 * Balance of power: the body of the bar as a share of its range, up or down, in the plain mean of a
 * window. A bar without a range counts as 0. TA-Lib has no mean, which is a window of 1.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns -1 to 1.
 * @throws ArgumentError when `period` is not.
 * @see Livshin 2001. Golden numbers: TA-Lib 0.8.2 BOP and SMA of it.
 */
export function balanceOfPower(period = 14): IndicatorSpec<'balanceOfPower'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `balanceOfPower(${period})`,
    lines: [{ name: 'balanceOfPower', unit: plain, warmup: period, range: [-1, 1] }],
    stream: () => new BalanceOfPower(period),
  })
}

class BalanceOfPower extends CellStream {
  readonly #mean: RollingMean

  constructor(period: number) {
    const mean = new RollingMean(period)
    super(1, [mean])
    this.#mean = mean
  }

  protected override step(bars: BarArrays, row: number): void {
    const range = (bars.high[row] as number) - (bars.low[row] as number)
    const body = (bars.close[row] as number) - (bars.open[row] as number)
    const share = range > 0 ? body / range : 0
    this.readings[0] = bounded(this.#mean.push(share), -1, 1)
  }
}
