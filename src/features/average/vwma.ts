import { requireWhole } from '../../quant/index.ts'
import { RollingMean, RollingPositive, RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Volume weighted moving average of the close. In a window without volume every bar counts alike.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: TA-Lib 0.8.2 VWMA, Stock.Indicators GetVwma.
 */
export function vwma(period = 20): IndicatorSpec<'vwma'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `vwma(${period})`,
    lines: [{ name: 'vwma', unit: inPrice, warmup: period }],
    stream: () => new Vwma(period),
  })
}

class Vwma extends CellStream {
  readonly #plain: RollingMean
  readonly #weighted: RollingSum
  readonly #volume: RollingPositive

  constructor(period: number) {
    const plain = new RollingMean(period)
    const weighted = new RollingSum(period)
    const volume = new RollingPositive(period)
    super(1, [plain, weighted, volume])
    this.#plain = plain
    this.#weighted = weighted
    this.#volume = volume
  }

  protected override step(bars: BarArrays, row: number): void {
    const value = bars.close[row] as number
    const weight = bars.volume[row] as number
    const plain = this.#plain.push(value)
    const weighted = this.#weighted.push(value * weight)
    const volume = this.#volume.push(weight)
    this.readings[0] = volume > 0 ? weighted / volume : plain
  }
}
