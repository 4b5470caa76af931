import { assert, type Json } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { blockRows } from './block-rows.ts'
import { type FeatureSpec, type Indicator, savedNumbers } from './indicator.ts'

/**
 * Standard deviation of the last `period` bar-to-bar returns (simple returns, n − 1), per bar.
 * Multiply by the square root of the bars in a year to annualise.
 *
 * Sums are running sums. Returns are near one part in a thousand and doubles carry sixteen digits,
 * so what rounding leaves behind after a million bars is below 1e-12 of the reading (tested).
 *
 * @param period - Window, in returns. Whole, >= 2.
 * @returns A fraction: 0.001 is ten basis points a bar. First reading on bar number `period + 1`.
 */
export function volatility(period: number): FeatureSpec {
  assert(Number.isInteger(period) && period >= 2, `period must be whole and >= 2, was ${period}`)
  return { key: `volatility(${period})`, warmup: period + 1, create: () => new Volatility(period) }
}

class Volatility implements Indicator {
  readonly values: Float64Array = new Float64Array(blockRows)
  /** The returns of the window, a circle; `#next` is the oldest once it is full. */
  readonly #returns: Float64Array
  #next = 0
  #count = 0
  #sum = 0
  #squares = 0
  #closeBefore: number = Number.NaN

  constructor(period: number) {
    this.#returns = new Float64Array(period)
  }

  fold(bars: BarColumns, from: number, to: number): void {
    const { values } = this
    const { close } = bars
    const returns = this.#returns
    const n = returns.length
    let row = from
    for (; row < to && this.#count < n; row += 1)
      values[row - from] = this.#fill(close[row] as number)
    let sum = this.#sum
    let squares = this.#squares
    let next = this.#next
    let before = this.#closeBefore
    for (; row < to; row += 1) {
      const value = (close[row] as number) / before - 1
      const out = returns[next] as number
      returns[next] = value
      sum += value - out
      squares += value * value - out * out
      next += 1
      if (next === n) next = 0
      const variance = (squares - (sum * sum) / n) / (n - 1)
      values[row - from] = variance > 0 ? Math.sqrt(variance) : 0
      before = close[row] as number
    }
    this.#sum = sum
    this.#squares = squares
    this.#next = next
    this.#closeBefore = before
  }

  /** One bar while the window fills. */
  #fill(close: number): number {
    const before = this.#closeBefore
    this.#closeBefore = close
    if (Number.isNaN(before)) return Number.NaN
    const value = close / before - 1
    const n = this.#returns.length
    this.#returns[this.#count] = value
    this.#count += 1
    this.#sum += value
    this.#squares += value * value
    if (this.#count < n) return Number.NaN
    const variance = (this.#squares - (this.#sum * this.#sum) / n) / (n - 1)
    return variance > 0 ? Math.sqrt(variance) : 0
  }

  save(): Json {
    const before = Number.isNaN(this.#closeBefore) ? null : this.#closeBefore
    const scalars = [this.#sum, this.#squares, this.#next, this.#count, before]
    return [...scalars, ...this.#returns]
  }

  load(state: Json): void {
    const [sum, squares, next, count, before, ...returns] = savedNumbers(state)
    this.#sum = sum ?? 0
    this.#squares = squares ?? 0
    this.#next = next ?? 0
    this.#count = count ?? 0
    this.#closeBefore = before ?? Number.NaN
    this.#returns.set(returns)
  }
}
