import { requireWhole } from '../../quant/index.ts'
import { RollingLine } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Chande's forecast oscillator: how far the close is from what the line through the `period` bars
 * before it foretold, percent of the close. 0 where the close is 0. Some take the line through the
 * bar itself, which it then helps to foretell.
 *
 * @param period - Window of the line, bars. Whole, >= 2.
 * @throws ArgumentError when `period` is not.
 * @see Chande and Kroll 1994. Golden numbers: TA-Lib 0.8.2 FOSC.
 */
export function forecastOscillator(period = 14): IndicatorSpec<'forecastOscillator'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `forecastOscillator(${period})`,
    lines: [{ name: 'forecastOscillator', unit: plain, warmup: period + 1 }],
    stream: () => new ForecastOscillator(period),
  })
}

const isForetold = 0
const forecast = 1

class ForecastOscillator extends CellStream {
  readonly #line: RollingLine

  constructor(period: number) {
    const line = new RollingLine(period)
    super(1, [line], 2)
    this.#line = line
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const line = this.#line
    const value = close[row] as number
    if (own[isForetold] === 1)
      this.readings[0] = value === 0 ? 0 : (100 * (value - (own[forecast] as number))) / value
    if (!line.push(value)) return
    own[isForetold] = 1
    own[forecast] = line.end + line.slope
  }
}
