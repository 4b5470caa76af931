import { requireWhole } from '../../quant/index.ts'
import { Efficiency, RollingMean } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const mean = 0

/**
 * Variable index dynamic average: an exponential average whose weight is scaled by how one-sided
 * the window was, which is the size of its Chande momentum. Seeded with the mean of the first
 * window; a window without a move leaves it where it is. Chande's earlier paper scales by a ratio
 * of deviations instead.
 *
 * @param period - Window, in bars, of the average and of the momentum. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Chande 1995. Golden numbers: pandas-ta-classic 0.8.32 vidya.
 */
export function vidya(period = 14): IndicatorSpec<'vidya'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `vidya(${period})`,
    lines: [{ name: 'vidya', unit: inPrice, warmup: period }],
    stream: () => new Vidya(period),
  })
}

class Vidya extends CellStream {
  readonly #efficiency: Efficiency
  readonly #seed: RollingMean
  readonly #weight: number

  constructor(period: number) {
    const efficiency = new Efficiency(period)
    const seed = new RollingMean(period)
    super(1, [...efficiency.cells, seed], 1)
    this.#efficiency = efficiency
    this.#seed = seed
    this.#weight = 2 / (period + 1)
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    // Rises less falls are what the window gained, and rises and falls are its path.
    const strength = this.#efficiency.push(value)
    if (Number.isNaN(strength)) own[mean] = this.#seed.push(value)
    else
      own[mean] = (own[mean] as number) + this.#weight * strength * (value - (own[mean] as number))
    this.readings[0] = own[mean]
  }
}
