import { requireWhole } from '../../quant/index.ts'
import { RollingSum } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Triangular moving average: the mean of a mean, so that the middle of the window counts most. An
 * even window is a mean of half of it, averaged over one bar more.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: TA-Lib 0.8.2 TRIMA.
 */
export function trima(period = 20): IndicatorSpec<'trima'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `trima(${period})`,
    lines: [{ name: 'trima', unit: inPrice, warmup: period }],
    stream: () => new Trima(period),
  })
}

class Trima extends CellStream {
  readonly #inner: RollingSum
  readonly #outer: RollingSum
  readonly #divisor: number

  constructor(period: number) {
    const inner = Math.ceil(period / 2)
    const outer = period + 1 - inner
    const cells = [new RollingSum(inner), new RollingSum(outer)] as const
    super(1, cells)
    this.#inner = cells[0]
    this.#outer = cells[1]
    this.#divisor = inner * outer
  }

  protected override step({ close }: BarArrays, row: number): void {
    const sum = this.#outer.push(this.#inner.push(close[row] as number))
    this.readings[0] = sum / this.#divisor
  }
}
