import { defineIndicator, type IndicatorSpec, inVolume } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * On-balance volume: volume of bars that closed higher less that of bars that closed lower, from 0
 * at the first bar. TA-Lib begins with the volume of the first bar instead.
 *
 * @see Granville 1963. Golden numbers: Stock.Indicators GetObv; TA-Lib 0.8.2 OBV less its first
 *   value.
 */
export function onBalanceVolume(): IndicatorSpec<'obv'> {
  return defineIndicator({
    key: 'onBalanceVolume()',
    lines: [{ name: 'obv', unit: inVolume, warmup: 1 }],
    stream: () => new OnBalanceVolume(1, [], 3),
  })
}

class OnBalanceVolume extends CellStream {
  protected override step({ close, volume }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    const side = own[1] === 0 ? 0 : Math.sign(value - (own[0] as number))
    own[0] = value
    own[1] = 1
    own[2] = (own[2] as number) + side * (volume[row] as number)
    this.readings[0] = own[2]
  }
}

/**
 * Price volume trend: volume times the return of its bar, added up from 0.
 *
 * @see Golden numbers: its definition in pandas 3.1.1.
 */
export function priceVolumeTrend(): IndicatorSpec<'pvt'> {
  return defineIndicator({
    key: 'priceVolumeTrend()',
    lines: [{ name: 'pvt', unit: inVolume, warmup: 1 }],
    stream: () => new PriceVolumeTrend(1, [], 2),
  })
}

class PriceVolumeTrend extends CellStream {
  protected override step({ close, volume }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    const before = own[0] as number
    own[0] = value
    // A first bar, or one after a price of 0, has no return.
    if (before !== 0)
      own[1] = (own[1] as number) + ((value - before) / before) * (volume[row] as number)
    this.readings[0] = own[1] as number
  }
}
