import { requireWhole } from '../../quant/index.ts'
import { RollingExtreme, RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Ulcer index: root mean square of how far, in per cent, closes stood below the highest close of
 * the `period` bars up to each.
 *
 * @param period - Window of the peaks and of the mean, bars. Whole, >= 1.
 * @returns Per cent.
 * @throws ArgumentError when `period` is out of range.
 * @see Martin and McCann 1989. Golden numbers: its definition in pandas 3.1.1.
 */
export function ulcer(period = 14): IndicatorSpec<'ulcer'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `ulcer(${period})`,
    lines: [{ name: 'ulcer', unit: plain, warmup: 2 * period - 1, range: [0, 100] }],
    stream: () => new Ulcer(period),
  })
}

class Ulcer extends CellStream {
  readonly #peak: RollingExtreme
  readonly #squares: RollingSum
  readonly #period: number

  constructor(period: number) {
    const peak = new RollingExtreme(period, 1)
    const squares = new RollingSum(period)
    super(1, [peak, squares])
    this.#peak = peak
    this.#squares = squares
    this.#period = period
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const peak = this.#peak.push(value)
    const below = peak === 0 ? 0 : (100 * (peak - value)) / peak
    const sum = this.#squares.push(below * below)
    // Sums may come to a hair below zero.
    this.readings[0] = Math.sqrt(Math.max(0, sum) / this.#period)
  }
}
