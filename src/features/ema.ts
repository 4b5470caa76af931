import { assert, type Json } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { blockRows } from './block-rows.ts'
import { type FeatureSpec, type Indicator, numbersToSave, savedNumbers } from './indicator.ts'

/**
 * Exponential moving average of the close, seeded with the simple mean of the first `period` bars.
 * That seed is TA-Lib's; seeded with the first value it starts half a percent off.
 *
 * @param period - Window, in bars. Whole, >= 1. Smoothing is 2 / (period + 1).
 * @returns First reading on bar number `period`. Unit: quote units.
 * @see Golden numbers: Stock.Indicators GetEma (`indicators_502.json`).
 */
export function ema(period: number): FeatureSpec {
  assert(Number.isInteger(period) && period >= 1, `period must be whole and >= 1, was ${period}`)
  return {
    key: `ema(${period})`,
    warmup: period,
    create: ({ tickSize }) => new Ema(period, tickSize),
  }
}

class Ema implements Indicator {
  readonly values: Float64Array = new Float64Array(blockRows)
  readonly #period: number
  readonly #scale: number
  #mean = 0
  #count = 0

  constructor(period: number, tickSize: number) {
    this.#period = period
    this.#scale = tickSize
  }

  fold(bars: BarColumns, from: number, to: number): void {
    const { values } = this
    const weight = 2 / (this.#period + 1)
    const close = bars.close
    let mean = this.#mean
    for (let row = from; row < to; row += 1) {
      if (this.#count < this.#period) {
        this.#count += 1
        mean += ((close[row] as number) - mean) / this.#count
        values[row - from] = this.#count < this.#period ? Number.NaN : mean * this.#scale
      } else {
        mean += weight * ((close[row] as number) - mean)
        values[row - from] = mean * this.#scale
      }
    }
    this.#mean = mean
  }

  save(): Json {
    return numbersToSave([this.#mean, this.#count])
  }

  load(state: Json): void {
    const [mean, count] = savedNumbers(state)
    this.#mean = mean ?? 0
    this.#count = count ?? 0
  }
}
