import { requireWhole } from '../../quant/index.ts'
import { RollingDeviation } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Volume of the bar over the mean of the window (`ratio`, 1 where nothing was traded), and in
 * population deviations from it (`zScore`, 0 where there is none). The bar itself is in the window.
 *
 * @param period - Window, bars. Whole, >= 2.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: written out in pandas 3.1.1.
 */
export function relativeVolume(period = 20): IndicatorSpec<'ratio' | 'zScore'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `relativeVolume(${period})`,
    lines: [
      { name: 'ratio', unit: plain, warmup: period, range: [0, Number.MAX_VALUE] },
      { name: 'zScore', unit: plain, warmup: period },
    ],
    stream: () => new RelativeVolume(period),
  })
}

class RelativeVolume extends CellStream {
  readonly #window: RollingDeviation

  constructor(period: number) {
    const window = new RollingDeviation(period)
    super(2, [window])
    this.#window = window
  }

  protected override step({ volume }: BarArrays, row: number): void {
    const traded = volume[row] as number
    if (!this.#window.push(traded)) return
    const { mean } = this.#window
    const deviation = Math.sqrt(this.#window.variance(0))
    this.readings[0] = mean > 0 ? traded / mean : 1
    this.readings[1] = deviation > 0 ? (traded - mean) / deviation : 0
  }
}
