import { requireWhole } from '../../quant/index.ts'
import { RollingExtreme } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Donchian channel: highest high, lowest low and their middle over the `period` bars before this
 * one, so that a close outside it is a breakout; and its width as a share of the middle.
 *
 * @param period - Window, bars. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Donchian. Golden numbers: Stock.Indicators GetDonchian.
 */
export function donchian(period = 20): IndicatorSpec<'upper' | 'middle' | 'lower' | 'width'> {
  requireWhole('period', period, 1)
  const warmup = period + 1
  return defineIndicator({
    key: `donchian(${period})`,
    lines: [
      { name: 'upper', unit: inPrice, warmup },
      { name: 'middle', unit: inPrice, warmup },
      { name: 'lower', unit: inPrice, warmup },
      { name: 'width', unit: plain, warmup },
    ],
    stream: () => new Donchian(period),
  })
}

class Donchian extends CellStream {
  readonly #high: RollingExtreme
  readonly #low: RollingExtreme
  readonly #period: number

  constructor(period: number) {
    const high = new RollingExtreme(period, 1)
    const low = new RollingExtreme(period, -1)
    super(4, [high, low], 3)
    this.#high = high
    this.#low = low
    this.#period = period
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const { own, readings } = this
    if (own[2] === this.#period) {
      const upper = own[0] as number
      const lower = own[1] as number
      const middle = (upper + lower) / 2
      readings[0] = upper
      readings[1] = middle
      readings[2] = lower
      readings[3] = middle === 0 ? 0 : (upper - lower) / middle
    } else own[2] = (own[2] as number) + 1
    own[0] = this.#high.push(high[row] as number)
    own[1] = this.#low.push(low[row] as number)
  }
}
