import { requirePositive, requireWhole } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const bars = 0
const mean = 1

/**
 * McGinley dynamic: an average that hurries after a falling market and holds back in a rising one.
 * Seeded with the first close. It never steps past the close, which the bare formula does when the
 * market halves.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @param factor - Of the window; 1 in McGinley's article, 0.6 in Stock.Indicators. Above 0.
 * @throws ArgumentError when one is out of range.
 * @see McGinley 1990. Golden numbers: pandas-ta-classic 0.8.32 mcgd.
 */
export function mcginley(period = 14, factor = 1): IndicatorSpec<'mcginley'> {
  requireWhole('period', period, 1)
  requirePositive('factor', factor)
  return defineIndicator({
    key: `mcginley(${period},${factor})`,
    lines: [{ name: 'mcginley', unit: inPrice, warmup: period }],
    stream: () => new McGinley(period, factor),
  })
}

class McGinley extends CellStream {
  readonly #period: number
  readonly #divisor: number

  constructor(period: number, factor: number) {
    super(1, [], 2)
    this.#period = period
    this.#divisor = period * factor
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    const last = own[mean] as number
    if (own[bars] === 0 || last === 0) own[mean] = value
    else {
      const ratio = value / last
      const divisor = Math.max(1, this.#divisor * ratio * ratio * ratio * ratio)
      own[mean] = last + (value - last) / divisor
    }
    if ((own[bars] as number) < this.#period) own[bars] = (own[bars] as number) + 1
    if (own[bars] === this.#period) this.readings[0] = own[mean]
  }
}
