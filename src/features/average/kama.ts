import { requireWhole } from '../../quant/index.ts'
import { Efficiency } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { requireFastAndSlow } from '../fast-and-slow.ts'
import { CellStream } from '../stream.ts'

const mean = 0

/**
 * Kaufman's adaptive moving average: fast where the market goes somewhere, slow where it only
 * moves about. Seeded with the close before its first reading. In a window without a move it
 * smooths at its slowest.
 *
 * @param period - Bars over which efficiency is measured. Whole, >= 1.
 * @param fast - Window of the fastest smoothing, bars. Whole, >= 1.
 * @param slow - Window of the slowest smoothing, bars. Whole, above `fast`.
 * @throws ArgumentError when one is out of range.
 * @see Kaufman 1995. Golden numbers: TA-Lib 0.8.2 KAMA, Stock.Indicators GetKama.
 */
export function kama(period = 10, fast = 2, slow = 30): IndicatorSpec<'kama'> {
  requireWhole('period', period, 1)
  requireFastAndSlow(fast, slow)
  return defineIndicator({
    key: `kama(${period},${fast},${slow})`,
    lines: [{ name: 'kama', unit: inPrice, warmup: period + 1 }],
    stream: () => new Kama(period, fast, slow),
  })
}

class Kama extends CellStream {
  readonly #efficiency: Efficiency
  readonly #fast: number
  readonly #slow: number

  constructor(period: number, fast: number, slow: number) {
    const efficiency = new Efficiency(period)
    super(1, efficiency.cells, 1)
    this.#efficiency = efficiency
    this.#fast = 2 / (fast + 1)
    this.#slow = 2 / (slow + 1)
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    const efficiency = this.#efficiency.push(value)
    if (Number.isNaN(efficiency)) {
      own[mean] = value
      return
    }
    const weight = efficiency * (this.#fast - this.#slow) + this.#slow
    const next = (own[mean] as number) + weight * weight * (value - (own[mean] as number))
    own[mean] = next
    this.readings[0] = next
  }
}
