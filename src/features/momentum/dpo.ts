import { requireWhole } from '../../quant/index.ts'
import { Delay, RollingMean } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Detrended price oscillator: the close of half a window and a bar ago less the mean of the window.
 * Charts, and Stock.Indicators, draw it at that earlier bar; here it is read at the bar at which it
 * is known.
 *
 * @param period - Window, in bars. Whole, >= 3.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: TA-Lib 0.8.2 DPO, Stock.Indicators GetDpo moved.
 */
export function dpo(period = 20): IndicatorSpec<'dpo'> {
  requireWhole('period', period, 3)
  return defineIndicator({
    key: `dpo(${period})`,
    lines: [{ name: 'dpo', unit: inPrice, warmup: period }],
    stream: () => new Dpo(period),
  })
}

class Dpo extends CellStream {
  readonly #past: Delay
  readonly #mean: RollingMean

  constructor(period: number) {
    const past = new Delay(Math.floor(period / 2) + 1)
    const mean = new RollingMean(period)
    super(1, [past, mean])
    this.#past = past
    this.#mean = mean
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    this.readings[0] = this.#past.push(value) - this.#mean.push(value)
  }
}
