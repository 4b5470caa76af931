import { assert, type Json } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { blockRows } from './block-rows.ts'
import { type FeatureSpec, type Indicator, numbersToSave, savedNumbers } from './indicator.ts'

/** How far a bar moved, counting the gap from the close before it. */
export function trueRange(high: number, low: number, closeBefore: number): number {
  return (high > closeBefore ? high : closeBefore) - (low < closeBefore ? low : closeBefore)
}

/**
 * Average true range, Wilder's smoothing, seeded with the mean of the first `period` true ranges.
 * The first bar has no close before it and is left out.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns First reading on bar number `period + 1`. Unit: quote units.
 * @see Wilder 1978. Golden numbers: Stock.Indicators GetAtr, TTR ATR.
 */
export function atr(period: number): FeatureSpec {
  assert(Number.isInteger(period) && period >= 1, `period must be whole and >= 1, was ${period}`)
  return {
    key: `atr(${period})`,
    warmup: period + 1,
    create: ({ tickSize }) => new Atr(period, tickSize),
  }
}

class Atr implements Indicator {
  readonly values: Float64Array = new Float64Array(blockRows)
  readonly #period: number
  readonly #scale: number
  #mean = 0
  #count = 0
  #closeBefore: number = Number.NaN

  constructor(period: number, tickSize: number) {
    this.#period = period
    this.#scale = tickSize
  }

  fold(bars: BarColumns, from: number, to: number): void {
    const { values } = this
    const { high, low, close } = bars
    const scale = this.#scale
    const weight = 1 / this.#period
    let row = from
    for (; row < to && this.#count <= this.#period; row += 1)
      values[row - from] = this.#warmUp(bars, row)
    let mean = this.#mean
    let before = this.#closeBefore
    for (; row < to; row += 1) {
      mean += (trueRange(high[row] as number, low[row] as number, before) - mean) * weight
      values[row - from] = mean * scale
      before = close[row] as number
    }
    this.#mean = mean
    this.#closeBefore = before
  }

  /** One bar of the first `period + 1`, while the mean is being seeded. */
  #warmUp(bars: BarColumns, row: number): number {
    if (this.#count > 0) {
      const range = trueRange(bars.high[row] as number, bars.low[row] as number, this.#closeBefore)
      this.#mean += (range - this.#mean) / this.#count
    }
    this.#count += 1
    this.#closeBefore = bars.close[row] as number
    return this.#count > this.#period ? this.#mean * this.#scale : Number.NaN
  }

  save(): Json {
    return numbersToSave([this.#mean, this.#count, this.#closeBefore])
  }

  load(state: Json): void {
    const [mean, count, before] = savedNumbers(state)
    this.#mean = mean ?? 0
    this.#count = count ?? 0
    this.#closeBefore = before ?? Number.NaN
  }
}
