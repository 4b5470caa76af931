import { requirePositive, requireWhole } from '../../quant/index.ts'
import { Exponential, TrueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const upperBand = 0
const lowerBand = 1
const side = 2
const closeBefore = 3

/** What `superTrend` and `atrStop` have in common. */
export function trailingStop(options: {
  readonly name: string
  /** Window of the average true range, bars. Whole, >= 1. */
  readonly period: number
  /** Distance in average true ranges. Above 0. */
  readonly multiple: number
  /** What the stop keeps its distance from: the middle of the bar, or its close. */
  readonly from: 'middle' | 'close'
}): IndicatorSpec<'stop' | 'direction'> {
  const { name, period, multiple, from } = options
  requireWhole('period', period, 1)
  requirePositive('multiple', multiple)
  return defineIndicator({
    key: `${name}(${period},${multiple})`,
    lines: [
      { name: 'stop', unit: inPrice, warmup: period + 1 },
      { name: 'direction', unit: plain, warmup: period + 1, range: [-1, 1] },
    ],
    stream: () => new TrailingStop(period, multiple, from),
  })
}

/** Two bands that only narrow while the close is between them; one is the stop. */
class TrailingStop extends CellStream {
  readonly #multiple: number
  readonly #isFromMiddle: boolean
  readonly #range: TrueRange
  readonly #mean: Exponential

  constructor(period: number, multiple: number, from: 'middle' | 'close') {
    const range = new TrueRange()
    const mean = new Exponential(period, 1 / period)
    super(2, [range, mean], 4)
    this.#multiple = multiple
    this.#isFromMiddle = from === 'middle'
    this.#range = range
    this.#mean = mean
  }

  protected override step(columns: BarArrays, row: number): void {
    const { own } = this
    const reach = this.#multiple * this.#mean.push(this.#range.push(columns, row))
    if (!Number.isNaN(reach)) this.#move(columns, row, reach)
    own[closeBefore] = columns.close[row] as number
  }

  #move({ high, low, close: closes }: BarArrays, row: number, reach: number): void {
    const { own, readings } = this
    const close = closes[row] as number
    const before = own[closeBefore] as number
    const center = this.#isFromMiddle ? ((high[row] as number) + (low[row] as number)) / 2 : close
    const upper = center + reach
    const lower = center - reach
    const isFirst = own[side] === 0
    if (isFirst) own[side] = close >= (this.#isFromMiddle ? center : before) ? 1 : -1
    if (isFirst || upper < (own[upperBand] as number) || before > (own[upperBand] as number))
      own[upperBand] = upper
    if (isFirst || lower > (own[lowerBand] as number) || before < (own[lowerBand] as number))
      own[lowerBand] = lower
    const stop = own[side] === 1 ? own[lowerBand] : own[upperBand]
    own[side] = close <= (stop as number) ? -1 : 1
    readings[0] = (own[side] === 1 ? own[lowerBand] : own[upperBand]) as number
    readings[1] = own[side]
  }
}
