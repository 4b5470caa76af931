import { assert, type Json } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { blockRows } from './block-rows.ts'
import { type FeatureSpec, type Indicator, numbersToSave, savedNumbers } from './indicator.ts'

/**
 * Relative strength index, Wilder's smoothing, seeded with the mean of the first `period` changes.
 * A market that never fell reads 100; one that never moved reads 50.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns 0 to 100. First reading on bar number `period + 1`.
 * @see Wilder 1978. Golden numbers: Stock.Indicators GetRsi, TTR RSI.
 */
export function rsi(period: number): FeatureSpec {
  assert(Number.isInteger(period) && period >= 1, `period must be whole and >= 1, was ${period}`)
  return { key: `rsi(${period})`, warmup: period + 1, create: () => new Rsi(period) }
}

class Rsi implements Indicator {
  readonly values: Float64Array = new Float64Array(blockRows)
  readonly #period: number
  #gain = 0
  #loss = 0
  #count = 0
  #closeBefore: number = Number.NaN

  constructor(period: number) {
    this.#period = period
  }

  fold(bars: BarColumns, from: number, to: number): void {
    for (let row = from; row < to; row += 1) {
      const close = bars.close[row] as number
      if (this.#count > 0) this.#smooth(close - this.#closeBefore)
      this.#count += 1
      this.#closeBefore = close
      this.values[row - from] = this.#read()
    }
  }

  #smooth(change: number): void {
    const weight = 1 / Math.min(this.#count, this.#period)
    this.#gain += (Math.max(change, 0) - this.#gain) * weight
    this.#loss += (Math.max(-change, 0) - this.#loss) * weight
  }

  #read(): number {
    if (this.#count <= this.#period) return Number.NaN
    const sum = this.#gain + this.#loss
    return sum > 0 ? (100 * this.#gain) / sum : 50
  }

  save(): Json {
    return numbersToSave([this.#gain, this.#loss, this.#count, this.#closeBefore])
  }

  load(state: Json): void {
    const [gain, loss, count, before] = savedNumbers(state)
    this.#gain = gain ?? 0
    this.#loss = loss ?? 0
    this.#count = count ?? 0
    this.#closeBefore = before ?? Number.NaN
  }
}
