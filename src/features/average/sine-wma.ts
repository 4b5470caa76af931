import { requireWhole } from '../../quant/index.ts'
import { WeightedWindow } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Sine weighted moving average: the weights are half a sine wave over the window. They have no
 * recursion that stays exact, so each bar scans the window.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: pandas-ta-classic 0.8.32 sinwma.
 */
export function sineWma(period = 14): IndicatorSpec<'sineWma'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `sineWma(${period})`,
    lines: [{ name: 'sineWma', unit: inPrice, warmup: period }],
    stream: () => new SineWma(period),
  })
}

class SineWma extends CellStream {
  readonly #window: WeightedWindow

  constructor(period: number) {
    const sines = Float64Array.from({ length: period }, (_, i) =>
      Math.sin(((i + 1) * Math.PI) / (period + 1)),
    )
    const sum = sines.reduce((total, sine) => total + sine, 0)
    const window = new WeightedWindow(sines.map((sine) => sine / sum))
    super(1, [window])
    this.#window = window
  }

  protected override step({ close }: BarArrays, row: number): void {
    this.readings[0] = this.#window.push(close[row] as number)
  }
}
