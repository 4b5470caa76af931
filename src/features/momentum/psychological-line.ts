import { requireWhole } from '../../quant/index.ts'
import { Delay, RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Psychological line: how many closes of the window were above the one before, percent.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns 0 to 100.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: pandas-ta-classic 0.8.32 psl.
 */
export function psychologicalLine(period = 12): IndicatorSpec<'psychologicalLine'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `psychologicalLine(${period})`,
    lines: [{ name: 'psychologicalLine', unit: plain, warmup: period + 1, range: [0, 100] }],
    stream: () => new PsychologicalLine(period),
  })
}

class PsychologicalLine extends CellStream {
  readonly #before: Delay
  readonly #rises: RollingSum
  readonly #period: number

  constructor(period: number) {
    const before = new Delay(1)
    const rises = new RollingSum(period)
    super(1, [before, rises])
    this.#before = before
    this.#rises = rises
    this.#period = period
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const before = this.#before.push(value)
    if (Number.isNaN(before)) return
    this.readings[0] = (100 * this.#rises.push(value > before ? 1 : 0)) / this.#period
  }
}
