import { requireWhole } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { FastAndSlow, requireFastAndSlow } from '../fast-and-slow.ts'
import type { RowSpan } from '../row-span.ts'

/**
 * Moving average convergence divergence: the fast average less the slow one, its own average as
 * the signal, and the histogram between the two. Each average is seeded with the mean of its first
 * window, and the signal with that of the first lines. TA-Lib starts its fast average late, so that
 * both start at one bar; it differs from this at first and no more after some 150 bars.
 *
 * @param fast - Window of the fast average, bars. Whole, >= 1.
 * @param slow - Window of the slow average, bars. Whole, above `fast`.
 * @param signal - Window of the signal, bars. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Appel 1979. Golden numbers: Stock.Indicators GetMacd, TTR MACD.
 */
export function macd(
  fast = 12,
  slow = 26,
  signal = 9,
): IndicatorSpec<'macd' | 'signal' | 'histogram'> {
  requireFastAndSlow(fast, slow)
  requireWhole('signal', signal, 1)
  return defineIndicator({
    key: `macd(${fast},${slow},${signal})`,
    lines: [
      { name: 'macd', unit: inPrice, warmup: slow },
      { name: 'signal', unit: inPrice, warmup: slow + signal - 1 },
      { name: 'histogram', unit: inPrice, warmup: slow + signal - 1 },
    ],
    stream: () => new Macd(fast, slow, signal),
  })
}

class Macd extends FastAndSlow {
  readonly #weights: readonly [fast: number, slow: number, signal: number]

  constructor(fast: number, slow: number, signal: number) {
    super(fast, slow, signal)
    this.#weights = [2 / (fast + 1), 2 / (slow + 1), 2 / (signal + 1)]
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    this.read(this.fast.push(value) - this.slow.push(value))
  }

  /** The same with everything in locals, which is what a batch spends its time on. */
  override fold(columns: BarArrays, span: RowSpan, out: readonly Float64Array[]): void {
    let { from, at } = span
    for (; from < span.to && Number.isNaN(this.readings[1]); from += 1, at += 1)
      super.fold(columns, { from, to: from + 1, at }, out)
    if (from < span.to) this.#foldWarm(columns, { from, to: span.to, at }, out)
  }

  #foldWarm({ close }: BarArrays, { from, to, at }: RowSpan, out: readonly Float64Array[]): void {
    const [weightFast, weightSlow, weightSignal] = this.#weights
    const lines = out[0] as Float64Array
    const signals = out[1] as Float64Array
    const histograms = out[2] as Float64Array
    let fast = this.fast.state[0] as number
    let slow = this.slow.state[0] as number
    let signal = this.signal.state[0] as number
    let line = 0
    for (let row = from; row < to; row += 1) {
      const value = close[row] as number
      fast += weightFast * (value - fast)
      slow += weightSlow * (value - slow)
      line = fast - slow
      signal += weightSignal * (line - signal)
      const index = at + row - from
      lines[index] = line
      signals[index] = signal
      histograms[index] = line - signal
    }
    this.fast.state[0] = fast
    this.slow.state[0] = slow
    this.signal.state[0] = signal
    this.readings[0] = line
    this.readings[1] = signal
    this.readings[2] = line - signal
  }
}
