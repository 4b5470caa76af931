import { requireWhole } from '../../quant/index.ts'
import { RollingPositive } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Intraday momentum index: bodies of bars that rose as a percentage of all bodies of the window. 50
 * when no bar had one.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns 0 to 100.
 * @throws ArgumentError when `period` is not.
 * @see Chande and Kroll 1994. Golden numbers: TA-Lib 0.8.2 IMI.
 */
export function intradayMomentum(period = 14): IndicatorSpec<'intradayMomentum'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `intradayMomentum(${period})`,
    lines: [{ name: 'intradayMomentum', unit: plain, warmup: period, range: [0, 100] }],
    stream: () => new IntradayMomentum(period),
  })
}

class IntradayMomentum extends CellStream {
  readonly #rise: RollingPositive
  readonly #fall: RollingPositive

  constructor(period: number) {
    const rise = new RollingPositive(period)
    const fall = new RollingPositive(period)
    super(1, [rise, fall])
    this.#rise = rise
    this.#fall = fall
  }

  protected override step({ open, close }: BarArrays, row: number): void {
    const body = (close[row] as number) - (open[row] as number)
    const rise = this.#rise.push(Math.max(body, 0))
    const all = rise + this.#fall.push(Math.max(-body, 0))
    this.readings[0] = all === 0 ? 50 : 100 * (rise / all)
  }
}
