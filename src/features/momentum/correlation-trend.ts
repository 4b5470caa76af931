import { requireWhole } from '../../quant/index.ts'
import { Delay } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'

/**
 * Ehlers' correlation trend indicator: the correlation of the closes of the window with a rising
 * line. Each bar scans the window, so that one without a move has none at all: it reads 0.
 *
 * @param period - Window, in bars. Whole, >= 2.
 * @returns -1 to 1.
 * @throws ArgumentError when `period` is not.
 * @see Ehlers 2020. Golden numbers: TA-Lib 0.8.2 CORREL with the rows.
 */
export function correlationTrend(period = 20): IndicatorSpec<'correlationTrend'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `correlationTrend(${period})`,
    lines: [{ name: 'correlationTrend', unit: plain, warmup: period, range: [-1, 1] }],
    stream: () => new CorrelationTrend(period),
  })
}

class CorrelationTrend extends CellStream {
  readonly #window: Delay
  readonly #period: number

  constructor(period: number) {
    const window = new Delay(period)
    super(1, [window])
    this.#window = window
    this.#period = period
  }

  protected override step({ close }: BarArrays, row: number): void {
    const window = this.#window
    const period = this.#period
    const value = close[row] as number
    window.push(value)
    if (!window.isFull) return
    // Distances from the newest close and from the middle bar.
    const middle = (period - 1) / 2
    let sum = 0
    let squares = 0
    let products = 0
    for (let ago = 0; ago < period; ago += 1) {
      const gap = window.at(ago) - value
      sum += gap
      squares += gap * gap
      products += gap * (middle - ago)
    }
    const spread = (squares - (sum * sum) / period) * ((period * (period * period - 1)) / 12)
    this.readings[0] = spread > 0 ? bounded(products / Math.sqrt(spread), -1, 1) : 0
  }
}
