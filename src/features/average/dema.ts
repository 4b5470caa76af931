import { requireWhole } from '../../quant/index.ts'
import { Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Double exponential moving average: twice the average less the average of the average, which
 * takes out most of its lag. Each is seeded with the mean of its own first window, as TA-Lib does;
 * Stock.Indicators seeds both at once and differs for some ten windows.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Mulloy 1994. Golden numbers: TA-Lib 0.8.2 DEMA, Stock.Indicators GetDema.
 */
export function dema(period = 20): IndicatorSpec<'dema'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `dema(${period})`,
    lines: [{ name: 'dema', unit: inPrice, warmup: 2 * period - 1 }],
    stream: () => new Dema(period),
  })
}

class Dema extends CellStream {
  readonly #first: Exponential
  readonly #second: Exponential

  constructor(period: number) {
    const cells = [new Exponential(period), new Exponential(period)] as const
    super(1, cells)
    this.#first = cells[0]
    this.#second = cells[1]
  }

  protected override step({ close }: BarArrays, row: number): void {
    const first = this.#first.push(close[row] as number)
    this.readings[0] = 2 * first - this.#second.push(first)
  }
}
