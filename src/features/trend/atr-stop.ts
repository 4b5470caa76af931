import { requirePositive, requireWhole } from '../../quant/index.ts'
import { Exponential, TrueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const upperBand = 0
const lowerBand = 1
const side = 2
const closeBefore = 3

/**
 * Trailing stop `multiple` average true ranges from the close; it only moves the trend's way and
 * changes sides when the close reaches it. `direction` is 1 while it trails a rise from below.
 *
 * @param period - Window of the average true range, bars. Whole, >= 1.
 * @param multiple - Distance in average true ranges. Above 0.
 * @throws ArgumentError when one is out of range.
 * @see Golden numbers: Stock.Indicators GetAtrStop.
 */
export function atrStop(period = 21, multiple = 3): IndicatorSpec<'stop' | 'direction'> {
  requireWhole('period', period, 1)
  requirePositive('multiple', multiple)
  return defineIndicator({
    key: `atrStop(${period},${multiple})`,
    lines: [
      { name: 'stop', unit: inPrice, warmup: period + 1 },
      { name: 'direction', unit: plain, warmup: period + 1, range: [-1, 1] },
    ],
    stream: () => new AtrStop(period, multiple),
  })
}

class AtrStop extends CellStream {
  readonly #multiple: number
  readonly #range: TrueRange
  readonly #mean: Exponential

  constructor(period: number, multiple: number) {
    const range = new TrueRange()
    const mean = new Exponential(period, 1 / period)
    super(2, [range, mean], 4)
    this.#multiple = multiple
    this.#range = range
    this.#mean = mean
  }

  protected override step(columns: BarArrays, row: number): void {
    const { own } = this
    const close = columns.close[row] as number
    const reach = this.#multiple * this.#mean.push(this.#range.push(columns, row))
    if (!Number.isNaN(reach)) this.#move(close, reach)
    own[closeBefore] = close
  }

  #move(close: number, reach: number): void {
    const { own, readings } = this
    const before = own[closeBefore] as number
    if (own[side] === 0) {
      own[side] = close >= before ? 1 : -1
      own[upperBand] = Number.MAX_VALUE
      own[lowerBand] = -Number.MAX_VALUE
    }
    const upper = close + reach
    const lower = close - reach
    if (upper < (own[upperBand] as number) || before > (own[upperBand] as number))
      own[upperBand] = upper
    if (lower > (own[lowerBand] as number) || before < (own[lowerBand] as number))
      own[lowerBand] = lower
    const stop = own[side] === 1 ? own[lowerBand] : own[upperBand]
    own[side] = close <= (stop as number) ? -1 : 1
    readings[0] = (own[side] === 1 ? own[lowerBand] : own[upperBand]) as number
    readings[1] = own[side]
  }
}
