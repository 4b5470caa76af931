import { requireWhole } from '../../quant/index.ts'
import { RollingDeviation } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import type { RowSpan } from '../row-span.ts'
import { CellStream } from '../stream.ts'

/**
 * Standard deviation of the last `period` bar-to-bar returns (simple returns, n − 1), per bar.
 * Multiply by the square root of the bars in a year to annualise.
 *
 * @param period - Window, in returns. Whole, >= 2.
 * @returns A fraction: 0.001 is ten basis points a bar.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: pandas 3.1.1. From highs and lows, or of log returns: `rangeVolatility`.
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
    else if (this.#returns.push(change(close[row] as number, before)))
      this.readings[0] = Math.sqrt(this.#returns.variance(1))
  }

  override fold(columns: BarArrays, span: RowSpan, out: readonly Float64Array[]): void {
    const { from, to, at } = span
    const start = this.own[1] === 0 ? from + 1 : from
    super.fold(columns, { from, to: Math.min(start, to), at }, out)
    if (start >= to) return
    const { close } = columns
    const values = out[0] as Float64Array
    const shift = at - from
    let before = this.own[0] as number
    for (let row = start; row < to; row += 1) {
      values[row + shift] = change(close[row] as number, before)
      before = close[row] as number
    }
    this.own[0] = before
    const first = start + shift
    const end = to + shift
    const spreads = { means: values, variances: values, freedom: 1 } as const
    this.#returns.fold(values, { from: first, to: end, at: first }, spreads)
    for (let i = first; i < end; i += 1) values[i] = Math.sqrt(values[i] as number)
    this.readings[0] = values[end - 1] as number
  }
}

/** A return; 0 after a price of 0, from which nothing can be told. */
function change(close: number, before: number): number {
  return before === 0 ? 0 : close / before - 1
}
