import { assert, type Json } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { blockRows } from './block-rows.ts'
import { type FeatureSpec, type Indicator, savedNumbers } from './indicator.ts'

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
    create: ({ tickSize }) => new Sma(period, tickSize),
  }
}

class Sma implements Indicator {
  readonly values: Float64Array = new Float64Array(blockRows)
  readonly #scale: number
  /** The closes of the window, a circle; `#next` is the oldest once it is full. */
  readonly #window: Float64Array
  #next = 0
  #count = 0
  #sum = 0

  constructor(period: number, tickSize: number) {
    this.#window = new Float64Array(period)
    this.#scale = tickSize
  }

  fold(bars: BarColumns, from: number, to: number): void {
    const { values } = this
    const { close } = bars
    const window = this.#window
    const n = window.length
    const weight = this.#scale / n
    let sum = this.#sum
    let next = this.#next
    let count = this.#count
    for (let row = from; row < to; row += 1) {
      const value = close[row] as number
      // While the window fills, what falls out of it is the zero it was made with.
      sum += value - (window[next] as number)
      window[next] = value
      next += 1
      if (next === n) next = 0
      if (count < n) count += 1
      values[row - from] = count === n ? sum * weight : Number.NaN
    }
    this.#sum = sum
    this.#next = next
    this.#count = count
  }

  save(): Json {
    return [this.#next, this.#count, ...this.#window]
  }

  load(state: Json): void {
    const [next, count, ...window] = savedNumbers(state)
    this.#next = next ?? 0
    this.#count = count ?? 0
    this.#window.set(window)
    this.#sum = window.reduce((sum, value) => sum + value, 0)
  }
}
