import { requireWhole } from '../../quant/index.ts'
import { Delay, RollingSum, TrueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Random walk index over one horizon: how far the high rose above the low of `period` bars ago
 * (`up`), and the low fell below the high then (`down`), in what a random walk with the same mean
 * true range would be expected to go. Above 1 is more than chance. A market that never moved reads
 * 0. Poulos takes the largest over several horizons: ask for several and do so.
 *
 * @param period - Bars back. Whole, >= 2.
 * @throws ArgumentError when `period` is out of range.
 * @see Poulos 1991. Golden numbers: written out in numpy 2.4.6 over TA-Lib 0.8.2 TRANGE.
 */
export function randomWalkIndex(period = 14): IndicatorSpec<'up' | 'down'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `randomWalkIndex(${period})`,
    lines: [
      { name: 'up', unit: plain, warmup: period + 1 },
      { name: 'down', unit: plain, warmup: period + 1 },
    ],
    stream: () => new RandomWalkIndex(period),
  })
}

class RandomWalkIndex extends CellStream {
  readonly #period: number
  readonly #range: TrueRange
  readonly #ranges: RollingSum
  readonly #high: Delay
  readonly #low: Delay

  constructor(period: number) {
    const range = new TrueRange()
    const ranges = new RollingSum(period)
    const high = new Delay(period)
    const low = new Delay(period)
    super(2, [range, ranges, high, low])
    this.#period = period
    this.#range = range
    this.#ranges = ranges
    this.#high = high
    this.#low = low
  }

  protected override step(columns: BarArrays, row: number): void {
    const { readings } = this
    const high = columns.high[row] as number
    const low = columns.low[row] as number
    const total = this.#ranges.push(this.#range.push(columns, row))
    const highThen = this.#high.push(high)
    const lowThen = this.#low.push(low)
    if (Number.isNaN(total)) return
    const chance = total / Math.sqrt(this.#period)
    readings[0] = chance > 0 ? (high - lowThen) / chance : 0
    readings[1] = chance > 0 ? (highThen - low) / chance : 0
  }
}
