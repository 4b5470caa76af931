import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Negative and positive volume index: what the price did on bars with less volume than the one
 * before (`negative`) and with more (`positive`). Both begin at 1,000.
 *
 * @see Dysart, Fosback 1976. Golden numbers: their definition in pandas 3.1.1.
 */
export function volumeIndex(): IndicatorSpec<'negative' | 'positive'> {
  return defineIndicator({
    key: 'volumeIndex()',
    lines: [
      { name: 'negative', unit: plain, warmup: 1 },
      { name: 'positive', unit: plain, warmup: 1 },
    ],
    stream: () => new VolumeIndex(2, [], 5),
  })
}

class VolumeIndex extends CellStream {
  protected override step({ close, volume }: BarArrays, row: number): void {
    const { own, readings } = this
    const value = close[row] as number
    const traded = volume[row] as number
    if (own[4] === 0) {
      own[2] = 1_000
      own[3] = 1_000
      own[4] = 1
    } else if (own[0] !== 0) {
      const growth = value / (own[0] as number)
      if (traded < (own[1] as number)) own[2] = (own[2] as number) * growth
      if (traded > (own[1] as number)) own[3] = (own[3] as number) * growth
    }
    own[0] = value
    own[1] = traded
    readings[0] = own[2] as number
    readings[1] = own[3] as number
  }
}
