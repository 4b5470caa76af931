import { requireWhole } from '../../quant/index.ts'
import { Delay, RelativeStrength } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Relative momentum index: the relative strength index of changes over `lag` bars in place of one,
 * Wilder's smoothing, seeded with the mean of the first window. 50 when nothing moved.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @param lag - Bars a change is over. Whole, >= 1.
 * @returns 0 to 100.
 * @throws ArgumentError when one is out of range.
 * @see Altman 1993. Golden numbers: the definition in numpy 2.4.6, which at lag 1 is TA-Lib RSI.
 */
export function relativeMomentum(period = 20, lag = 5): IndicatorSpec<'relativeMomentum'> {
  requireWhole('period', period, 1)
  requireWhole('lag', lag, 1)
  return defineIndicator({
    key: `relativeMomentum(${period},${lag})`,
    lines: [{ name: 'relativeMomentum', unit: plain, warmup: period + lag, range: [0, 100] }],
    stream: () => new RelativeMomentum(period, lag),
  })
}

class RelativeMomentum extends CellStream {
  readonly #past: Delay
  readonly #strength: RelativeStrength

  constructor(period: number, lag: number) {
    const past = new Delay(lag)
    const strength = new RelativeStrength(period)
    super(1, [past, strength])
    this.#past = past
    this.#strength = strength
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    this.readings[0] = this.#strength.push(value - this.#past.push(value))
  }
}
