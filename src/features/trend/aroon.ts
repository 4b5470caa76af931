import { requireWhole } from '../../quant/index.ts'
import { RollingExtreme } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Aroon: how fresh the highest high (`up`) and lowest low (`down`) of the last `period` + 1 bars
 * are, 100 being this bar and 0 `period` bars ago, and the difference of the two. Among equal
 * extremes the newest counts.
 *
 * @param period - Bars back. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Chande 1995. Golden numbers: TA-Lib 0.8.2 AROON, Stock.Indicators GetAroon.
 */
export function aroon(period = 25): IndicatorSpec<'up' | 'down' | 'oscillator'> {
  requireWhole('period', period, 1)
  const warmup = period + 1
  return defineIndicator({
    key: `aroon(${period})`,
    lines: [
      { name: 'up', unit: plain, warmup, range: [0, 100] },
      { name: 'down', unit: plain, warmup, range: [0, 100] },
      { name: 'oscillator', unit: plain, warmup, range: [-100, 100] },
    ],
    stream: () => new Aroon(period),
  })
}

class Aroon extends CellStream {
  readonly #period: number
  readonly #high: RollingExtreme
  readonly #low: RollingExtreme

  constructor(period: number) {
    const high = new RollingExtreme(period + 1, 1)
    const low = new RollingExtreme(period + 1, -1)
    super(3, [high, low])
    this.#period = period
    this.#high = high
    this.#low = low
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const { readings } = this
    const top = this.#high.push(high[row] as number)
    this.#low.push(low[row] as number)
    if (Number.isNaN(top)) return
    const up = (100 * (this.#period - this.#high.age)) / this.#period
    const down = (100 * (this.#period - this.#low.age)) / this.#period
    readings[0] = up
    readings[1] = down
    readings[2] = up - down
  }
}
