import { requirePositive, requireWhole } from '../../quant/index.ts'
import { RollingDeviation } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import type { RowSpan } from '../row-span.ts'
import { CellStream } from '../stream.ts'

/**
 * Bollinger bands: the mean of the window and `width` population deviations to each side; where in
 * the band the close is (0 the lower, 1 the upper; 0.5 in a market that never moved), and how wide
 * the band is as a share of its middle.
 *
 * @param period - Window, bars. Whole, >= 2.
 * @param width - Deviations to each side. Above 0.
 * @throws ArgumentError when one is out of range.
 * @see Bollinger 2001. Golden numbers: TA-Lib 0.8.2 BBANDS, Stock.Indicators GetBollingerBands.
 */
export function bollinger(
  period = 20,
  width = 2,
): IndicatorSpec<'middle' | 'upper' | 'lower' | 'percentB' | 'width'> {
  requireWhole('period', period, 2)
  requirePositive('width', width)
  return defineIndicator({
    key: `bollinger(${period},${width})`,
    lines: [
      { name: 'middle', unit: inPrice, warmup: period },
      { name: 'upper', unit: inPrice, warmup: period },
      { name: 'lower', unit: inPrice, warmup: period },
      { name: 'percentB', unit: plain, warmup: period },
      { name: 'width', unit: plain, warmup: period },
    ],
    stream: () => new Bollinger(period, width),
  })
}

class Bollinger extends CellStream {
  readonly #window: RollingDeviation
  readonly #width: number

  constructor(period: number, width: number) {
    const window = new RollingDeviation(period)
    super(5, [window])
    this.#window = window
    this.#width = width
  }

  protected override step({ close }: BarArrays, row: number): void {
    const window = this.#window
    const value = close[row] as number
    if (window.push(value)) this.#read(value, window.mean, window.variance(0))
  }

  #read(value: number, middle: number, variance: number): void {
    const { readings } = this
    const reach = this.#width * Math.sqrt(variance)
    readings[0] = middle
    readings[1] = middle + reach
    readings[2] = middle - reach
    readings[3] = reach === 0 ? 0.5 : (value - middle + reach) / (2 * reach)
    readings[4] = middle === 0 ? 0 : (2 * reach) / middle
  }

  override fold(columns: BarArrays, span: RowSpan, out: readonly Float64Array[]): void {
    const { from, to, at } = span
    const { close } = columns
    const [means, uppers, lowers, shares, widths] = out as Lines
    this.#window.fold(close, span, { means, variances: widths, freedom: 0 })
    const shift = at - from
    for (let row = from; row < to; row += 1) {
      const i = row + shift
      const middle = means[i] as number
      const reach = this.#width * Math.sqrt(widths[i] as number)
      uppers[i] = middle + reach
      lowers[i] = middle - reach
      shares[i] = reach === 0 ? 0.5 : ((close[row] as number) - middle + reach) / (2 * reach)
      widths[i] = middle === 0 ? 0 : (2 * reach) / middle
    }
    const last = at + to - from - 1
    for (let line = 0; line < out.length; line += 1)
      this.readings[line] = (out[line] as Float64Array)[last] as number
  }
}

type Lines = readonly [
  middle: Float64Array,
  upper: Float64Array,
  lower: Float64Array,
  percentB: Float64Array,
  width: Float64Array,
]
