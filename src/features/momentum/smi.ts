import { requireWhole } from '../../quant/index.ts'
import { Exponential, RollingRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'

/**
 * Stochastic momentum index: how far the close is from the middle of the range, smoothed twice, as
 * a percentage of half the range, smoothed alike; and its average as the signal. Every average is
 * seeded with the mean of its first window, as TA-Lib does; Stock.Indicators seeds with the
 * first value and differs for some 250 bars. A market without a range reads 0.
 *
 * @param period - Window of the range, bars. Whole, >= 1.
 * @param long - Window of the first smoothing, bars. Whole, >= 1.
 * @param short - Window of the second, bars. Whole, >= 1.
 * @param signal - Window of the signal, bars. Whole, >= 1.
 * @returns -100 to 100.
 * @throws ArgumentError when one is out of range.
 * @see Blau 1993. Golden numbers: TA-Lib 0.8.2 SMI; TTR 0.24.3 SMI, whose range starts
 *   short, and Stock.Indicators GetSmi late in 502 bars.
 */
export function smi(
  period = 13,
  long = 25,
  short = 2,
  signal = 9,
): IndicatorSpec<'smi' | 'signal'> {
  requireWhole('period', period, 1)
  requireWhole('long', long, 1)
  requireWhole('short', short, 1)
  requireWhole('signal', signal, 1)
  const warmup = period + long + short - 2
  return defineIndicator({
    key: `smi(${period},${long},${short},${signal})`,
    lines: [
      { name: 'smi', unit: plain, warmup, range: [-100, 100] },
      { name: 'signal', unit: plain, warmup: warmup + signal - 1, range: [-100, 100] },
    ],
    stream: () => new Smi(period, long, short, signal),
  })
}

class Smi extends CellStream {
  readonly #range: RollingRange
  readonly #gap: readonly [Exponential, Exponential]
  readonly #width: readonly [Exponential, Exponential]
  readonly #signal: Exponential

  constructor(period: number, long: number, short: number, signal: number) {
    const range = new RollingRange(period)
    const gap = [new Exponential(long), new Exponential(short)] as const
    const width = [new Exponential(long), new Exponential(short)] as const
    const last = new Exponential(signal)
    super(2, [...range.cells, ...gap, ...width, last])
    this.#range = range
    this.#gap = gap
    this.#width = width
    this.#signal = last
  }

  protected override step({ high, low, close }: BarArrays, row: number): void {
    const range = this.#range
    if (!range.push(high[row] as number, low[row] as number)) return
    const middle = (range.high + range.low) / 2
    const gap = this.#gap[1].push(this.#gap[0].push((close[row] as number) - middle))
    const width = this.#width[1].push(this.#width[0].push(range.high - range.low))
    const index = width === 0 ? 0 : bounded((200 * gap) / width, -100, 100)
    this.readings[0] = index
    this.readings[1] = this.#signal.push(index)
  }
}
