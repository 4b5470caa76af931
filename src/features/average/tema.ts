import { requireWhole } from '../../quant/index.ts'
import { Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Triple exponential moving average: three averages chained and combined so that lag cancels to
 * the second order. Each is seeded with the mean of its own first window, as TA-Lib does;
 * Stock.Indicators seeds all at once and differs for some ten windows.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Mulloy 1994. Golden numbers: TA-Lib 0.8.2 TEMA, Stock.Indicators GetTema.
 */
export function tema(period = 20): IndicatorSpec<'tema'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `tema(${period})`,
    lines: [{ name: 'tema', unit: inPrice, warmup: 3 * period - 2 }],
    stream: () => new Tema(period),
  })
}

class Tema extends CellStream {
  readonly #first: Exponential
  readonly #second: Exponential
  readonly #third: Exponential

  constructor(period: number) {
    const chain = [
      new Exponential(period),
      new Exponential(period),
      new Exponential(period),
    ] as const
    super(1, chain)
    this.#first = chain[0]
    this.#second = chain[1]
    this.#third = chain[2]
  }

  protected override step({ close }: BarArrays, row: number): void {
    const first = this.#first.push(close[row] as number)
    const second = this.#second.push(first)
    this.readings[0] = 3 * (first - second) + this.#third.push(second)
  }
}
