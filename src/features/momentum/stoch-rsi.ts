import { requireWhole } from '../../quant/index.ts'
import { Delay, RelativeStrength, RollingRange, RollingMean } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'

/**
 * Stochastic of the relative strength index: where the index is in its own range. The defaults
 * (14, 14, 3, 3) are TradingView's; Stock.Indicators does not smooth `k` unless asked, which is
 * `stochRsi(14, 14, 1, 3)`. An index that stood still reads 50.
 *
 * @param period - Window of the relative strength index, bars. Whole, >= 1.
 * @param window - Window of its range, bars. Whole, >= 1.
 * @param smooth - Window of `k`, bars. Whole, >= 1.
 * @param signal - Window of `d`, bars. Whole, >= 1.
 * @returns 0 to 100.
 * @throws ArgumentError when one is out of range.
 * @see Chande and Kroll 1994. Golden numbers: TA-Lib 0.8.2 STOCHRSI, Stock.Indicators GetStochRsi.
 */
export function stochRsi(
  period = 14,
  window = 14,
  smooth = 3,
  signal = 3,
): IndicatorSpec<'k' | 'd'> {
  requireWhole('period', period, 1)
  requireWhole('window', window, 1)
  requireWhole('smooth', smooth, 1)
  requireWhole('signal', signal, 1)
  const smoothed = period + window + smooth - 1
  return defineIndicator({
    key: `stochRsi(${period},${window},${smooth},${signal})`,
    lines: [
      { name: 'k', unit: plain, warmup: smoothed, range: [0, 100] },
      { name: 'd', unit: plain, warmup: smoothed + signal - 1, range: [0, 100] },
    ],
    stream: () => new StochRsi(period, window, smooth, signal),
  })
}

class StochRsi extends CellStream {
  readonly #before: Delay
  readonly #strength: RelativeStrength
  readonly #range: RollingRange
  readonly #smooth: RollingMean
  readonly #signal: RollingMean

  constructor(period: number, window: number, smooth: number, signal: number) {
    const before = new Delay(1)
    const strength = new RelativeStrength(period)
    const range = new RollingRange(window)
    const cells = [new RollingMean(smooth), new RollingMean(signal)] as const
    super(2, [before, strength, ...range.cells, ...cells])
    this.#before = before
    this.#strength = strength
    this.#range = range
    this.#smooth = cells[0]
    this.#signal = cells[1]
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const strength = this.#strength.push(value - this.#before.push(value))
    if (!this.#range.push(strength, strength)) return
    const k = bounded(this.#smooth.push(100 * this.#range.place(strength)), 0, 100)
    this.readings[0] = k
    this.readings[1] = bounded(this.#signal.push(k), 0, 100)
  }
}
