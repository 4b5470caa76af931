import { ArgumentError, requireWhole } from '../../quant/index.ts'
import { Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

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
  requireWhole('fast', fast, 1)
  requireWhole('slow', slow, 1)
  requireWhole('signal', signal, 1)
  if (slow <= fast) throw new ArgumentError(`slow must be above fast, ${fast}, was ${slow}`)
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

class Macd extends CellStream {
  readonly #fast: Exponential
  readonly #slow: Exponential
  readonly #signal: Exponential
  readonly #weights: readonly [fast: number, slow: number, signal: number]

  constructor(fast: number, slow: number, signal: number) {
    const cells = [new Exponential(fast), new Exponential(slow), new Exponential(signal)] as const
    super(3, cells)
    this.#fast = cells[0]
    this.#slow = cells[1]
    this.#signal = cells[2]
    this.#weights = [2 / (fast + 1), 2 / (slow + 1), 2 / (signal + 1)]
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { readings } = this
    const value = close[row] as number
    const line = this.#fast.push(value) - this.#slow.push(value)
    const signal = this.#signal.push(line)
    readings[0] = line
    readings[1] = signal
    readings[2] = line - signal
  }

  /** The same with everything in locals, which is what a batch spends its time on. */
  override fold(
    columns: BarArrays,
    from: number,
    to: number,
    out: readonly Float64Array[],
    at: number,
  ): void {
    let row = from
    for (; row < to && Number.isNaN(this.readings[1]); row += 1)
      super.fold(columns, row, row + 1, out, at + row - from)
    if (row < to) this.#foldWarm(columns, row, to, out, at + row - from)
  }

  #foldWarm(
    { close }: BarArrays,
    from: number,
    to: number,
    out: readonly Float64Array[],
    at: number,
  ): void {
    const [weightFast, weightSlow, weightSignal] = this.#weights
    const lines = out[0] as Float64Array
    const signals = out[1] as Float64Array
    const histograms = out[2] as Float64Array
    let fast = this.#fast.state[0] as number
    let slow = this.#slow.state[0] as number
    let signal = this.#signal.state[0] as number
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
    this.#fast.state[0] = fast
    this.#slow.state[0] = slow
    this.#signal.state[0] = signal
    this.readings[0] = line
    this.readings[1] = signal
    this.readings[2] = line - signal
  }
}
