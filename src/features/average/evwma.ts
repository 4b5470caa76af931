import { requireWhole } from '../../quant/index.ts'
import { RollingPositive } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const mean = 0

/**
 * Elastic volume weighted moving average: each bar weighs its share of the volume of the window.
 * Seeded with the close of its first reading, as TTR does; a window without volume leaves it where
 * it is.
 *
 * @param period - Window of the volume, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Fries 2001. Golden numbers: TTR 0.24.3 EVWMA.
 */
export function evwma(period = 20): IndicatorSpec<'evwma'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `evwma(${period})`,
    lines: [{ name: 'evwma', unit: inPrice, warmup: period }],
    stream: () => new Evwma(period),
  })
}

class Evwma extends CellStream {
  readonly #volume: RollingPositive

  constructor(period: number) {
    const volume = new RollingPositive(period)
    super(1, [volume], 1)
    this.#volume = volume
  }

  protected override step(bars: BarArrays, row: number): void {
    const { own } = this
    const value = bars.close[row] as number
    const weight = bars.volume[row] as number
    const volume = this.#volume.push(weight)
    if (Number.isNaN(volume)) return
    if (Number.isNaN(this.readings[0])) own[mean] = value
    else if (volume > 0)
      own[mean] = (own[mean] as number) + (weight / volume) * (value - (own[mean] as number))
    this.readings[0] = own[mean] as number
  }
}
