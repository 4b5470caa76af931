import { assert, type Json } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { trueRange } from './atr.ts'
import {
  blockRows,
  type FeatureSpec,
  type Indicator,
  numbersToSave,
  savedNumbers,
} from './indicator.ts'

/**
 * Average directional index: how strongly the market trends, whichever way.
 * Sums are seeded with the plain sum of the first `period` bars and the index with the mean of the
 * first `period` directional readings, as Wilder did by hand.
 *
 * @param period - Window, in bars. Whole, >= 2.
 * @returns 0 to 100. First reading on bar number `2 * period`.
 * @see Wilder 1978. Golden numbers: Stock.Indicators GetAdx.
 */
export function adx(period: number): FeatureSpec {
  assert(Number.isInteger(period) && period >= 2, `period must be whole and >= 2, was ${period}`)
  return { key: `adx(${period})`, warmup: 2 * period, create: () => new Adx(period) }
}

class Adx implements Indicator {
  readonly values: Float64Array = new Float64Array(blockRows)
  readonly #period: number
  #count = 0
  #range = 0
  #plus = 0
  #minus = 0
  #index = 0
  #highBefore = 0
  #lowBefore = 0
  #closeBefore = 0

  constructor(period: number) {
    this.#period = period
  }

  fold(bars: BarColumns, from: number, to: number): void {
    for (let row = from; row < to; row += 1) {
      const high = bars.high[row] as number
      const low = bars.low[row] as number
      if (this.#count > 0) this.#sum(high, low)
      this.#count += 1
      this.values[row - from] = this.#read()
      this.#highBefore = high
      this.#lowBefore = low
      this.#closeBefore = bars.close[row] as number
    }
  }

  /** Adds one bar's range and directional movement to the smoothed sums. */
  #sum(high: number, low: number): void {
    const up = high - this.#highBefore
    const down = this.#lowBefore - low
    const keep = this.#count > this.#period ? 1 - 1 / this.#period : 1
    this.#range = this.#range * keep + trueRange(high, low, this.#closeBefore)
    this.#plus = this.#plus * keep + (up > down && up > 0 ? up : 0)
    this.#minus = this.#minus * keep + (down > up && down > 0 ? down : 0)
  }

  #read(): number {
    const readings = this.#count - this.#period
    if (readings <= 0) return Number.NaN
    const sum = this.#plus + this.#minus
    // A flat market has no direction: 0, not 0 / 0.
    const dx = sum > 0 ? (100 * Math.abs(this.#plus - this.#minus)) / sum : 0
    const weight = readings <= this.#period ? 1 / readings : 1 / this.#period
    this.#index += (dx - this.#index) * weight
    return readings < this.#period ? Number.NaN : this.#index
  }

  save(): Json {
    return numbersToSave([
      this.#count,
      this.#range,
      this.#plus,
      this.#minus,
      this.#index,
      this.#highBefore,
      this.#lowBefore,
      this.#closeBefore,
    ])
  }

  load(state: Json): void {
    const saved = savedNumbers(state)
    this.#count = saved[0] ?? 0
    this.#range = saved[1] ?? 0
    this.#plus = saved[2] ?? 0
    this.#minus = saved[3] ?? 0
    this.#index = saved[4] ?? 0
    this.#highBefore = saved[5] ?? 0
    this.#lowBefore = saved[6] ?? 0
    this.#closeBefore = saved[7] ?? 0
  }
}
