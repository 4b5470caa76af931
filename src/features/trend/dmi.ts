import { requireWhole } from '../../quant/index.ts'
import { Delay, Exponential, TrueRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const bars = 0
const highBefore = 1
const lowBefore = 2
const plusSum = 3
const minusSum = 4
const rangeSum = 5

/**
 * Directional movement: how much of the movement was up (`plus`) and down (`minus`), how one-sided
 * it was (`dx`), the average of that (`adx`), and the mean of it with the one of `period` - 1 bars
 * before (`adxr`). Sums are seeded with the plain sum of the first `period` bars. A market that
 * never moved reads 0.
 *
 * @param period - Window, bars. Whole, >= 2.
 * @throws ArgumentError when `period` is out of range.
 * @see Wilder 1978. Golden numbers: Stock.Indicators GetAdx; TA-Lib 0.8.2 PLUS_DI and others
 *   after 250 bars: its first sums hold one bar less. The ADXR of Stock.Indicators looks `period`
 *   bars back.
 */
export function dmi(period = 14): IndicatorSpec<'plus' | 'minus' | 'dx' | 'adx' | 'adxr'> {
  requireWhole('period', period, 2)
  const range = [0, 100] as const
  return defineIndicator({
    key: `dmi(${period})`,
    lines: [
      { name: 'plus', unit: plain, warmup: period + 1, range },
      { name: 'minus', unit: plain, warmup: period + 1, range },
      { name: 'dx', unit: plain, warmup: period + 1, range },
      { name: 'adx', unit: plain, warmup: 2 * period, range },
      { name: 'adxr', unit: plain, warmup: 3 * period - 1, range },
    ],
    stream: () => new Dmi(period),
  })
}

class Dmi extends CellStream {
  readonly #period: number
  readonly #range: TrueRange
  readonly #index: Exponential
  readonly #past: Delay

  constructor(period: number) {
    const range = new TrueRange()
    const index = new Exponential(period, 1 / period)
    const past = new Delay(period - 1)
    super(5, [range, index, past], 6)
    this.#period = period
    this.#range = range
    this.#index = index
    this.#past = past
  }

  protected override step(columns: BarArrays, row: number): void {
    const { own, readings } = this
    const count = own[bars] as number
    const range = this.#range.push(columns, row)
    if (count > 0) this.#add(columns, row, range, count)
    own[highBefore] = columns.high[row] as number
    own[lowBefore] = columns.low[row] as number
    if (count <= this.#period) own[bars] = count + 1
    if (count < this.#period) return
    const plus = own[plusSum] as number
    const minus = own[minusSum] as number
    const total = own[rangeSum] as number
    const dx = plus + minus > 0 ? (100 * Math.abs(plus - minus)) / (plus + minus) : 0
    const adx = this.#index.push(dx)
    readings[0] = total > 0 ? (100 * plus) / total : 0
    readings[1] = total > 0 ? (100 * minus) / total : 0
    readings[2] = dx
    readings[3] = adx
    readings[4] = (adx + this.#past.push(adx)) / 2
  }

  #add({ high, low }: BarArrays, row: number, range: number, count: number): void {
    const { own } = this
    const up = (high[row] as number) - (own[highBefore] as number)
    const down = (own[lowBefore] as number) - (low[row] as number)
    const keep = count > this.#period ? 1 - 1 / this.#period : 1
    own[plusSum] = (own[plusSum] as number) * keep + (up > down && up > 0 ? up : 0)
    own[minusSum] = (own[minusSum] as number) * keep + (down > up && down > 0 ? down : 0)
    own[rangeSum] = (own[rangeSum] as number) * keep + range
  }
}
