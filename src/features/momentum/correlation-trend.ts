import { requireWhole } from '../../quant/index.ts'
import { RollingLine } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import { type BarArrays, CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'

/**
 * Ehlers' correlation trend indicator: the correlation of the closes of the window with a rising
 * line. The spread is added up afresh at each bar, so a straight line reads 1 to the last digit;
 * a window without a move reads 0.
 *
 * @param period - Window, in bars. Whole, >= 2.
 * @returns -1 to 1.
 * @throws ArgumentError when `period` is not.
 * @see Ehlers 2020. Golden numbers: TA-Lib 0.8.2 CORREL with the rows.
 */
export function correlationTrend(period = 20): IndicatorSpec<'correlationTrend'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `correlation-trend(${period})`,
    lines: [{ name: 'correlationTrend', unit: plain, warmup: period, range: [-1, 1] }],
    stream: () => new CorrelationTrend(period),
  })
}

class CorrelationTrend extends CellStream {
  readonly #line: RollingLine
  readonly #spread: number

  constructor(period: number) {
    const line = new RollingLine(period)
    super(1, [line])
    this.#line = line
    // That of 0 to period - 1 around its middle.
    this.#spread = (period * (period * period - 1)) / 12
  }

  protected override step({ close }: BarArrays, row: number): void {
    const line = this.#line
    if (!line.push(close[row] as number)) return
    const { total } = line
    this.readings[0] = total > 0 ? bounded(line.slope * Math.sqrt(this.#spread / total), -1, 1) : 0
  }
}
