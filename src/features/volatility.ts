import { assert, type Json, Ring } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { blockRows, type FeatureSpec, type Indicator, savedNumbers } from './indicator.ts'

/**
 * Standard deviation of the last `period` bar-to-bar returns (simple returns, n − 1), per bar.
 * Multiply by the square root of the bars in a year to annualise.
 *
 * The window is summed anew every `period` bars, so rounding cannot build up.
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
  readonly #window: Ring
  #sum = 0
  #squares = 0
  #sinceFresh = 0
  #closeBefore: number = Number.NaN

  constructor(period: number) {
    this.#window = new Ring(period)
  }

  fold(bars: BarColumns, from: number, to: number): void {
    for (let row = from; row < to; row += 1) {
      const close = bars.close[row] as number
      if (this.#closeBefore > 0) this.#push(close / this.#closeBefore - 1)
      this.#closeBefore = close
      this.values[row - from] = this.#read()
    }
  }

  #push(value: number): void {
    const out = this.#window.push(value)
    this.#sum += value - out
    this.#squares += value * value - out * out
    this.#sinceFresh += 1
    if (this.#sinceFresh >= this.#window.size) this.#refresh()
  }

  #refresh(): void {
    this.#sinceFresh = 0
    this.#sum = 0
    this.#squares = 0
    for (let ago = this.#window.count - 1; ago >= 0; ago -= 1) {
      const value = this.#window.at(ago)
      this.#sum += value
      this.#squares += value * value
    }
  }

  #read(): number {
    const n = this.#window.size
    if (!this.#window.isFull) return Number.NaN
    const variance = (this.#squares - (this.#sum * this.#sum) / n) / (n - 1)
    return variance > 0 ? Math.sqrt(variance) : 0
  }

  save(): Json {
    const before = Number.isNaN(this.#closeBefore) ? null : this.#closeBefore
    const scalars = [this.#sum, this.#squares, this.#sinceFresh, before]
    return [...scalars, ...this.#window.save()]
  }

  load(state: Json): void {
    const [sum, squares, sinceFresh, before, ...window] = savedNumbers(state)
    this.#sum = sum ?? 0
    this.#squares = squares ?? 0
    this.#sinceFresh = sinceFresh ?? 0
    this.#closeBefore = before ?? Number.NaN
    this.#window.load(window)
  }
}
