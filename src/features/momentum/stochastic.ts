import { requireWhole } from '../../quant/index.ts'
import { RollingRange, RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'

/**
 * Stochastic oscillator: where the close is in the range of the window. `k` is smoothed, `d` is the
 * mean of it, `fastK` is bare, and `j` is 3 k - 2 d. A window without a range reads 50, where
 * TA-Lib and Stock.Indicators read 0.
 *
 * @param period - Window of the range, bars. Whole, >= 1.
 * @param smooth - Window of `k`, bars. Whole, >= 1; 1 makes it the fast stochastic.
 * @param signal - Window of `d`, bars. Whole, >= 1.
 * @returns 0 to 100, and `j` from -200 to 300.
 * @throws ArgumentError when one is out of range.
 * @see Lane 1984. Golden numbers: TA-Lib 0.8.2 STOCH and STOCHF, Stock.Indicators GetStoch.
 */
export function stochastic(
  period = 14,
  smooth = 3,
  signal = 3,
): IndicatorSpec<'k' | 'd' | 'fastK' | 'j'> {
  requireWhole('period', period, 1)
  requireWhole('smooth', smooth, 1)
  requireWhole('signal', signal, 1)
  const smoothed = period + smooth - 1
  const last = smoothed + signal - 1
  return defineIndicator({
    key: `stochastic(${period},${smooth},${signal})`,
    lines: [
      { name: 'k', unit: plain, warmup: smoothed, range: [0, 100] },
      { name: 'd', unit: plain, warmup: last, range: [0, 100] },
      { name: 'fastK', unit: plain, warmup: period, range: [0, 100] },
      { name: 'j', unit: plain, warmup: last, range: [-200, 300] },
    ],
    stream: () => new Stochastic(period, smooth, signal),
  })
}

class Stochastic extends CellStream {
  readonly #range: RollingRange
  readonly #smooth: RollingSum
  readonly #signal: RollingSum
  readonly #periods: readonly [smooth: number, signal: number]

  constructor(period: number, smooth: number, signal: number) {
    const range = new RollingRange(period)
    const cells = [new RollingSum(smooth), new RollingSum(signal)] as const
    super(4, [...range.cells, ...cells])
    this.#range = range
    this.#smooth = cells[0]
    this.#signal = cells[1]
    this.#periods = [smooth, signal]
  }

  protected override step({ high, low, close }: BarArrays, row: number): void {
    const { readings } = this
    if (!this.#range.push(high[row] as number, low[row] as number)) return
    const fast = 100 * this.#range.place(close[row] as number)
    const k = bounded(this.#smooth.push(fast) / this.#periods[0], 0, 100)
    const d = bounded(this.#signal.push(k) / this.#periods[1], 0, 100)
    readings[0] = k
    readings[1] = d
    readings[2] = fast
    readings[3] = 3 * k - 2 * d
  }
}
