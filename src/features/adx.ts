import { assert, type Json } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { blockRows } from './block-rows.ts'
import { type FeatureSpec, type Indicator, savedNumbers } from './indicator.ts'

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
  #plus = 0
  #minus = 0
  #index = 0
  #highBefore = 0
  #lowBefore = 0

  constructor(period: number) {
    this.#period = period
  }

  fold(bars: BarColumns, from: number, to: number): void {
    let row = from
    for (; row < to && this.#count < 2 * this.#period; row += 1)
      this.values[row - from] = this.#warmUp(bars.high[row] as number, bars.low[row] as number)
    if (row < to) this.#foldWarm(bars, row, to, from)
  }

  /**
   * The steady state, in locals: reading and writing fields on every bar costs more than the sums.
   * True range, which would divide both directional sums, cancels out of the index.
   */
  #foldWarm(bars: BarColumns, begin: number, to: number, from: number): void {
    const { values } = this
    const { high, low } = bars
    const weight = 1 / this.#period
    const keep = 1 - weight
    let plus = this.#plus
    let minus = this.#minus
    let index = this.#index
    let highBefore = this.#highBefore
    let lowBefore = this.#lowBefore
    for (let row = begin; row < to; row += 1) {
      const up = (high[row] as number) - highBefore
      const down = lowBefore - (low[row] as number)
      plus = plus * keep + (up > down && up > 0 ? up : 0)
      minus = minus * keep + (down > up && down > 0 ? down : 0)
      index += (directional(plus, minus) - index) * weight
      values[row - from] = index
      highBefore = high[row] as number
      lowBefore = low[row] as number
    }
    this.#plus = plus
    this.#minus = minus
    this.#index = index
    this.#highBefore = highBefore
    this.#lowBefore = lowBefore
  }

  /** One bar of the first `2 * period`, while sums and index are being seeded. */
  #warmUp(high: number, low: number): number {
    const period = this.#period
    if (this.#count > 0) {
      const up = high - this.#highBefore
      const down = this.#lowBefore - low
      const keep = this.#count > period ? 1 - 1 / period : 1
      this.#plus = this.#plus * keep + (up > down && up > 0 ? up : 0)
      this.#minus = this.#minus * keep + (down > up && down > 0 ? down : 0)
    }
    this.#count += 1
    this.#highBefore = high
    this.#lowBefore = low
    const readings = this.#count - period
    if (readings <= 0) return Number.NaN
    this.#index += (directional(this.#plus, this.#minus) - this.#index) / readings
    return readings < period ? Number.NaN : this.#index
  }

  save(): Json {
    return [this.#count, this.#plus, this.#minus, this.#index, this.#highBefore, this.#lowBefore]
  }

  load(state: Json): void {
    const saved = savedNumbers(state)
    this.#count = saved[0] ?? 0
    this.#plus = saved[1] ?? 0
    this.#minus = saved[2] ?? 0
    this.#index = saved[3] ?? 0
    this.#highBefore = saved[4] ?? 0
    this.#lowBefore = saved[5] ?? 0
  }
}

/** 0 to 100: how one-sided the movement was. A flat market has no direction: 0, not 0 / 0. */
function directional(plus: number, minus: number): number {
  const sum = plus + minus
  return sum > 0 ? (100 * Math.abs(plus - minus)) / sum : 0
}
