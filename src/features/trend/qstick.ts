import { requireWhole } from '../../quant/index.ts'
import { RollingMean } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Qstick: the mean body of the window's bars, above zero where closes are above opens.
 *
 * @param period - Window, bars. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Chande 1994. Golden numbers: written out in numpy 2.4.6 over TA-Lib 0.8.2 SMA.
 */
export function qstick(period = 8): IndicatorSpec<'qstick'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `qstick(${period})`,
    lines: [{ name: 'qstick', unit: inPrice, warmup: period }],
    stream: () => new Qstick(period),
  })
}

class Qstick extends CellStream {
  readonly #bodies: RollingMean

  constructor(period: number) {
    const bodies = new RollingMean(period)
    super(1, [bodies])
    this.#bodies = bodies
  }

  protected override step({ open, close }: BarArrays, row: number): void {
    const body = (close[row] as number) - (open[row] as number)
    this.readings[0] = this.#bodies.push(body)
  }
}
