import { requireWhole } from '../../quant/index.ts'
import { Delay, RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Kaufman's efficiency ratio: how far the close got over how far it went, 1 for a straight line.
 * A market that never moved reads 0.
 *
 * @param period - Window, in changes. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Kaufman 1995. Golden numbers: Stock.Indicators GetKama, its `er`.
 */
export function efficiencyRatio(period = 10): IndicatorSpec<'efficiency'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `efficiencyRatio(${period})`,
    lines: [{ name: 'efficiency', unit: plain, warmup: period + 1, range: [0, 1] }],
    stream: () => new EfficiencyRatio(period),
  })
}

class EfficiencyRatio extends CellStream {
  readonly #past: Delay
  readonly #before: Delay
  readonly #way: RollingSum

  constructor(period: number) {
    const past = new Delay(period)
    const before = new Delay(1)
    const way = new RollingSum(period)
    super(1, [past, before, way])
    this.#past = past
    this.#before = before
    this.#way = way
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const way = this.#way.push(Math.abs(value - this.#before.push(value)))
    const reached = Math.abs(value - this.#past.push(value))
    if (!Number.isNaN(way)) this.readings[0] = way > 0 ? Math.min(1, reached / way) : 0
  }
}
