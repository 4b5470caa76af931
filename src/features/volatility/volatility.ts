import { requireWhole } from '../../quant/index.ts'
import { RollingDeviation } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import { type BarArrays, CellStream } from '../stream.ts'

/**
 * Standard deviation of the last `period` bar-to-bar returns (simple returns, n − 1), per bar.
 * Multiply by the square root of the bars in a year to annualise.
 *
 * @param period - Window, in returns. Whole, >= 2.
 * @returns A fraction: 0.001 is ten basis points a bar.
 * @throws ArgumentError when `period` is out of range.
 */
export function volatility(period: number): IndicatorSpec<'volatility'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `volatility(${period})`,
    lines: [{ name: 'volatility', unit: plain, warmup: period + 1 }],
    stream: () => new Volatility(period),
  })
}

class Volatility extends CellStream {
  readonly #returns: RollingDeviation

  constructor(period: number) {
    const returns = new RollingDeviation(period)
    super(1, [returns], 2)
    this.#returns = returns
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const before = own[0] as number
    own[0] = close[row] as number
    if (own[1] === 0) own[1] = 1
    else if (this.#returns.push((close[row] as number) / before - 1))
      this.readings[0] = Math.sqrt(this.#returns.variance(1))
  }
}
