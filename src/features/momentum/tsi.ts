import { requireWhole } from '../../quant/index.ts'
import { Delay, Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'

/**
 * True strength index: the change of the close, smoothed twice, as a percentage of its size,
 * smoothed alike; and its average as the signal. Every average is seeded with the mean of its first
 * window. 0 when nothing moved.
 *
 * @param long - Window of the first smoothing, bars. Whole, >= 1.
 * @param short - Window of the second, bars. Whole, >= 1.
 * @param signal - Window of the signal, bars. Whole, >= 1.
 * @returns -100 to 100.
 * @throws ArgumentError when one is out of range.
 * @see Blau 1991. Golden numbers: TA-Lib 0.8.2 TSI, Stock.Indicators GetTsi.
 */
export function tsi(long = 25, short = 13, signal = 7): IndicatorSpec<'tsi' | 'signal'> {
  requireWhole('long', long, 1)
  requireWhole('short', short, 1)
  requireWhole('signal', signal, 1)
  const warmup = long + short
  return defineIndicator({
    key: `tsi(${long},${short},${signal})`,
    lines: [
      { name: 'tsi', unit: plain, warmup, range: [-100, 100] },
      { name: 'signal', unit: plain, warmup: warmup + signal - 1, range: [-100, 100] },
    ],
    stream: () => new Tsi(long, short, signal),
  })
}

class Tsi extends CellStream {
  readonly #before: Delay
  readonly #change: readonly [Exponential, Exponential]
  readonly #size: readonly [Exponential, Exponential]
  readonly #signal: Exponential

  constructor(long: number, short: number, signal: number) {
    const before = new Delay(1)
    const change = [new Exponential(long), new Exponential(short)] as const
    const size = [new Exponential(long), new Exponential(short)] as const
    const last = new Exponential(signal)
    super(2, [before, ...change, ...size, last])
    this.#before = before
    this.#change = change
    this.#size = size
    this.#signal = last
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const move = value - this.#before.push(value)
    const change = this.#change[1].push(this.#change[0].push(move))
    const size = this.#size[1].push(this.#size[0].push(Math.abs(move)))
    const index = size === 0 ? 0 : bounded(100 * (change / size), -100, 100)
    this.readings[0] = index
    this.readings[1] = this.#signal.push(index)
  }
}
