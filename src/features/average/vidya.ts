import { requireWhole } from '../../quant/index.ts'
import { Delay, RollingPositive, RollingSum } from '../cell/index.ts'
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
  readonly #before: Delay
  readonly #past: Delay
  readonly #path: RollingPositive
  readonly #seed: RollingSum
  readonly #period: number

  constructor(period: number) {
    const before = new Delay(1)
    const past = new Delay(period)
    const path = new RollingPositive(period)
    const seed = new RollingSum(period)
    super(1, [before, past, path, seed], 1)
    this.#before = before
    this.#past = past
    this.#path = path
    this.#seed = seed
    this.#period = period
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    // Rises less falls are what the window gained, and rises and falls are its path.
    const gained = Math.abs(value - this.#past.push(value))
    const path = this.#path.push(Math.abs(value - this.#before.push(value)))
    if (Number.isNaN(path)) {
      own[mean] = this.#seed.push(value) / this.#period
    } else {
      const strength = path > 0 ? Math.min(1, gained / path) : 0
      const weight = (2 / (this.#period + 1)) * strength
      own[mean] = (own[mean] as number) + weight * (value - (own[mean] as number))
    }
    this.readings[0] = own[mean]
  }
}
