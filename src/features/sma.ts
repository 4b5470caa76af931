import { assert, type Json, Ring } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { blockRows, type FeatureSpec, type Indicator, savedNumbers } from './indicator.ts'

/**
 * Simple moving average of the close. The running sum is of whole ticks, so it never drifts.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns First reading on bar number `period`. Unit: quote units.
 * @see Golden numbers: Stock.Indicators GetSma (`indicators_502.json`).
 */
export function sma(period: number): FeatureSpec {
  assert(Number.isInteger(period) && period >= 1, `period must be whole and >= 1, was ${period}`)
  return {
    key: `sma(${period})`,
    warmup: period,
    create: (tickSize) => new Sma(period, tickSize),
  }
}

class Sma implements Indicator {
  readonly values: Float64Array = new Float64Array(blockRows)
  readonly #window: Ring
  readonly #scale: number
  readonly #period: number
  #sum = 0

  constructor(period: number, tickSize: number) {
    this.#window = new Ring(period)
    this.#scale = tickSize
    this.#period = period
  }

  fold(bars: BarColumns, from: number, to: number): void {
    const { values } = this
    const window = this.#window
    const close = bars.close
    let sum = this.#sum
    for (let row = from; row < to; row += 1) {
      const value = close[row] as number
      sum += value - window.push(value)
      values[row - from] = window.isFull ? (sum / this.#period) * this.#scale : Number.NaN
    }
    this.#sum = sum
  }

  save(): Json {
    return this.#window.save()
  }

  load(state: Json): void {
    this.#window.load(savedNumbers(state))
    this.#sum = this.#window.save().reduce((sum, value) => sum + value, 0)
  }
}
