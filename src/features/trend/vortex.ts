import { requireWhole } from '../../quant/index.ts'
import { RollingSum, TrueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Vortex: movement from low to next high (`plus`) and from high to next low (`minus`), each over
 * the true range of the window. A market that never moved reads 1 on both.
 *
 * @param period - Window, bars. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Botes and Siepman 2010. Golden numbers: Stock.Indicators GetVortex.
 */
export function vortex(period = 14): IndicatorSpec<'plus' | 'minus'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `vortex(${period})`,
    lines: [
      { name: 'plus', unit: plain, warmup: period + 1, range: [0, Number.MAX_VALUE] },
      { name: 'minus', unit: plain, warmup: period + 1, range: [0, Number.MAX_VALUE] },
    ],
    stream: () => new Vortex(period),
  })
}

class Vortex extends CellStream {
  readonly #range: TrueRange
  readonly #ranges: RollingSum
  readonly #plus: RollingSum
  readonly #minus: RollingSum

  constructor(period: number) {
    const range = new TrueRange()
    const [ranges, plus, minus] = [
      new RollingSum(period),
      new RollingSum(period),
      new RollingSum(period),
    ] as const
    super(2, [range, ranges, plus, minus], 2)
    this.#range = range
    this.#ranges = ranges
    this.#plus = plus
    this.#minus = minus
  }

  protected override step(columns: BarArrays, row: number): void {
    const { own, readings } = this
    const high = columns.high[row] as number
    const low = columns.low[row] as number
    const range = this.#range.push(columns, row)
    const isFirst = Number.isNaN(range)
    const plus = this.#plus.push(isFirst ? Number.NaN : Math.abs(high - (own[1] as number)))
    const minus = this.#minus.push(isFirst ? Number.NaN : Math.abs(low - (own[0] as number)))
    const total = this.#ranges.push(range)
    own[0] = high
    own[1] = low
    if (Number.isNaN(total)) return
    readings[0] = total > 0 ? plus / total : 1
    readings[1] = total > 0 ? minus / total : 1
  }
}
