import { requirePositive, requireWhole } from '../../quant/index.ts'
import { Exponential, TrueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Keltner channel: the exponential average of the close and `multiple` average true ranges (Wilder)
 * to each side; and its width as a share of the middle.
 *
 * @param period - Window of the average, bars. Whole, >= 1.
 * @param multiple - Reach in average true ranges. Above 0.
 * @param range - Window of the average true range, bars. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Keltner 1960, Raschke. Golden numbers: Stock.Indicators GetKeltner.
 */
export function keltner(
  period = 20,
  multiple = 2,
  range = 10,
): IndicatorSpec<'middle' | 'upper' | 'lower' | 'width'> {
  requireWhole('period', period, 1)
  requirePositive('multiple', multiple)
  requireWhole('range', range, 1)
  const warmup = Math.max(period, range + 1)
  return defineIndicator({
    key: `keltner(${period},${multiple},${range})`,
    lines: [
      { name: 'middle', unit: inPrice, warmup: period },
      { name: 'upper', unit: inPrice, warmup },
      { name: 'lower', unit: inPrice, warmup },
      { name: 'width', unit: plain, warmup },
    ],
    stream: () => new Keltner(period, multiple, range),
  })
}

class Keltner extends CellStream {
  readonly #multiple: number
  readonly #mean: Exponential
  readonly #range: TrueRange
  readonly #ranges: Exponential

  constructor(period: number, multiple: number, atr: number) {
    const mean = new Exponential(period)
    const range = new TrueRange()
    const ranges = new Exponential(atr, 1 / atr)
    super(4, [mean, range, ranges])
    this.#multiple = multiple
    this.#mean = mean
    this.#range = range
    this.#ranges = ranges
  }

  protected override step(columns: BarArrays, row: number): void {
    const { readings } = this
    const middle = this.#mean.push(columns.close[row] as number)
    const reach = this.#multiple * this.#ranges.push(this.#range.push(columns, row))
    readings[0] = middle
    readings[1] = middle + reach
    readings[2] = middle - reach
    readings[3] = middle === 0 ? 0 : (2 * reach) / middle
  }
}
