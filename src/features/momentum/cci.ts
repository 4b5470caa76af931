import { requireWhole } from '../../quant/index.ts'
import { Delay } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Commodity channel index: the typical price less its mean, in 0.015 mean absolute deviations.
 * Absolute deviations from a moving mean have no recursion, so each bar scans the window. A window
 * without a move reads 0.
 *
 * @param period - Window, in bars. Whole, >= 2.
 * @throws ArgumentError when `period` is not.
 * @see Lambert 1980. Golden numbers: TA-Lib 0.8.2 CCI, TTR 0.24.3 CCI, Stock.Indicators GetCci.
 */
export function cci(period = 20): IndicatorSpec<'cci'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `cci(${period})`,
    lines: [{ name: 'cci', unit: plain, warmup: period }],
    stream: () => new Cci(period),
  })
}

class Cci extends CellStream {
  readonly #window: Delay
  readonly #period: number

  constructor(period: number) {
    const window = new Delay(period)
    super(1, [window])
    this.#window = window
    this.#period = period
  }

  protected override step({ high, low, close }: BarArrays, row: number): void {
    const window = this.#window
    const period = this.#period
    const typical = ((high[row] as number) + (low[row] as number) + (close[row] as number)) / 3
    window.push(typical)
    if (!window.isFull) return
    // Distances from the newest price, so that a window of one price has none at all.
    let sum = 0
    for (let ago = 0; ago < period; ago += 1) sum += window.at(ago) - typical
    const mean = sum / period
    let spread = 0
    for (let ago = 0; ago < period; ago += 1) spread += Math.abs(window.at(ago) - typical - mean)
    this.readings[0] = spread > 0 ? (-mean * period) / (0.015 * spread) : 0
  }
}
