import { requireWhole } from '../../quant/index.ts'
import { Efficiency } from '../cell/index.ts'
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
  readonly #efficiency: Efficiency

  constructor(period: number) {
    const efficiency = new Efficiency(period)
    super(1, efficiency.cells)
    this.#efficiency = efficiency
  }

  protected override step({ close }: BarArrays, row: number): void {
    this.readings[0] = this.#efficiency.push(close[row] as number)
  }
}
