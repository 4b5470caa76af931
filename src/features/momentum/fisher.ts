import { requireWhole } from '../../quant/index.ts'
import { RollingRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const place = 0
const transformed = 1

/**
 * Ehlers' Fisher transform of where the middle of the bar is in the range of its window, which
 * makes turns sharp; the trigger is its reading a bar before. Both smoothings start at 0; a window
 * without a range counts as its middle.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Ehlers 2002. Golden numbers: tulipy 0.4.0 fisher.
 */
export function fisher(period = 9): IndicatorSpec<'fisher' | 'trigger'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `fisher(${period})`,
    lines: [
      { name: 'fisher', unit: plain, warmup: period },
      { name: 'trigger', unit: plain, warmup: period + 1 },
    ],
    stream: () => new Fisher(period),
  })
}

class Fisher extends CellStream {
  readonly #range: RollingRange

  constructor(period: number) {
    const range = new RollingRange(period)
    super(2, range.cells, 2)
    this.#range = range
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const { own, readings } = this
    const middle = ((high[row] as number) + (low[row] as number)) / 2
    if (!this.#range.push(middle, middle)) return
    let next = 0.66 * (this.#range.place(middle) - 0.5) + 0.67 * (own[place] as number)
    if (next > 0.99) next = 0.999
    if (next < -0.99) next = -0.999
    own[place] = next
    const last = own[transformed] as number
    own[transformed] = 0.5 * (Math.log((1 + next) / (1 - next)) + last)
    if (!Number.isNaN(readings[0])) readings[1] = last
    readings[0] = own[transformed]
  }
}
