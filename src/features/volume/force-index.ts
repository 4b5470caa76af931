import { requireWhole } from '../../quant/index.ts'
import { Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Elder's force index: change of the close times volume, exponentially averaged.
 *
 * @param period - Window, bars; 1 does not average. Whole, >= 1.
 * @returns Unit: price times volume.
 * @throws ArgumentError when `period` is out of range.
 * @see Elder 1993. Golden numbers: written out in pandas 3.1.1 over TA-Lib 0.8.2 EMA.
 */
export function forceIndex(period = 13): IndicatorSpec<'force'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `forceIndex(${period})`,
    lines: [{ name: 'force', unit: { price: 1, volume: 1 }, warmup: period + 1 }],
    stream: () => new ForceIndex(period),
  })
}

class ForceIndex extends CellStream {
  readonly #mean: Exponential

  constructor(period: number) {
    const mean = new Exponential(period)
    super(1, [mean], 2)
    this.#mean = mean
  }

  protected override step({ close, volume }: BarArrays, row: number): void {
    const { own } = this
    const change = (close[row] as number) - (own[0] as number)
    own[0] = close[row] as number
    if (own[1] === 0) own[1] = 1
    else this.readings[0] = this.#mean.push(change * (volume[row] as number))
  }
}
