import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Heikin-Ashi bars: the close is the mean of the four prices, the open the middle of the
 * Heikin-Ashi bar before (of the bar itself at first), high and low reach out to both.
 *
 * @see Golden numbers: written out in numpy 2.4.6.
 */
export function heikinAshi(): IndicatorSpec<'close' | 'open' | 'high' | 'low'> {
  return defineIndicator({
    key: 'heikinAshi()',
    lines: [
      { name: 'close', unit: inPrice, warmup: 1 },
      { name: 'open', unit: inPrice, warmup: 1 },
      { name: 'high', unit: inPrice, warmup: 1 },
      { name: 'low', unit: inPrice, warmup: 1 },
    ],
    stream: () => new HeikinAshi(4, [], 2),
  })
}

class HeikinAshi extends CellStream {
  protected override step({ open, high, low, close }: BarArrays, row: number): void {
    const { own, readings } = this
    const first = open[row] as number
    const top = high[row] as number
    const bottom = low[row] as number
    const last = close[row] as number
    const begin = own[1] === 0 ? (first + last) / 2 : (own[0] as number)
    const end = (first + top + bottom + last) / 4
    own[0] = (begin + end) / 2
    own[1] = 1
    readings[0] = end
    readings[1] = begin
    readings[2] = Math.max(top, begin, end)
    readings[3] = Math.min(bottom, begin, end)
  }
}
