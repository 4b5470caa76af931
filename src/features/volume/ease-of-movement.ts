import { requireWhole } from '../../quant/index.ts'
import { RollingMean } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Ease of movement: how far the middle of the bar moved, times its range, over its volume;
 * averaged. A bar without volume moved with no ease that can be told, and counts 0. Charts divide
 * volume by a constant of their own (often 1e8) to have small numbers; none is used here.
 *
 * @param period - Window of the simple average, bars. Whole, >= 1.
 * @returns Unit: price squared over volume.
 * @throws ArgumentError when `period` is out of range.
 * @see Arms 1983. Golden numbers: written out in pandas 3.1.1.
 */
export function easeOfMovement(period = 14): IndicatorSpec<'ease'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `easeOfMovement(${period})`,
    lines: [{ name: 'ease', unit: { price: 2, volume: -1 }, warmup: period + 1 }],
    stream: () => new EaseOfMovement(period),
  })
}

class EaseOfMovement extends CellStream {
  readonly #mean: RollingMean

  constructor(period: number) {
    const mean = new RollingMean(period)
    super(1, [mean], 2)
    this.#mean = mean
  }

  protected override step({ high, low, volume }: BarArrays, row: number): void {
    const { own } = this
    const top = high[row] as number
    const bottom = low[row] as number
    const middle = (top + bottom) / 2
    const moved = middle - (own[0] as number)
    own[0] = middle
    if (own[1] === 0) {
      own[1] = 1
      return
    }
    const traded = volume[row] as number
    const ease = traded > 0 ? (moved * (top - bottom)) / traded : 0
    this.readings[0] = this.#mean.push(ease)
  }
}
