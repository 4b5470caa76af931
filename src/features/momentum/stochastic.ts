import { requireWhole } from '../../quant/index.ts'
import { type Cell, Exponential, RollingMean, RollingRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'

/**
 * Stochastic oscillator: where the close is in the range of the window. `k` is smoothed, `d` is the
 * mean of it, `j` is 3 k - 2 d, and `fastK` is bare. A window without a range reads 50, where
 * TA-Lib and Stock.Indicators read 0.
 *
 * @param period - Window of the range, bars. Whole, >= 1.
 * @param smooth - Window of `k`, bars. Whole, >= 1; 1 makes it the fast stochastic.
 * @param signal - Window of `d`, bars. Whole, >= 1.
 * @returns 0 to 100, and `j` from -200 to 300.
 * @throws ArgumentError when one is out of range.
 * @see Lane 1984. Golden numbers: TA-Lib 0.8.2 STOCH and STOCHF, Stock.Indicators GetStoch.
 */
export function stochastic(
  period = 14,
  smooth = 3,
  signal = 3,
): IndicatorSpec<'k' | 'd' | 'j' | 'fastK'> {
  requireWindows(period, smooth, signal)
  const smoothed = period + smooth - 1
  const last = smoothed + signal - 1
  return defineIndicator({
    key: `stochastic(${period},${smooth},${signal})`,
    lines: [
      { name: 'k', unit: plain, warmup: smoothed, range: [0, 100] },
      { name: 'd', unit: plain, warmup: last, range: [0, 100] },
      { name: 'j', unit: plain, warmup: last, range: [-200, 300] },
      { name: 'fastK', unit: plain, warmup: period, range: [0, 100] },
    ],
    stream: () => new Stochastic(4, period, new RollingMean(smooth), new RollingMean(signal)),
  })
}

/**
 * KDJ: the stochastic oscillator with Wilder's smoothing, as charts of Asian markets have it, each
 * average seeded with the mean of its first window; `j` is 3 k - 2 d. A window without a range
 * counts as 50.
 *
 * @param period - Window of the range, bars. Whole, >= 1.
 * @param smooth - Of `k`: the weight is 1 / `smooth`. Whole, >= 1.
 * @param signal - Of `d`: the weight is 1 / `signal`. Whole, >= 1.
 * @returns 0 to 100, and `j` from -200 to 300.
 * @throws ArgumentError when one is out of range.
 * @see Golden numbers: TA-Lib 0.8.2 KDJ.
 */
export function kdj(period = 9, smooth = 3, signal = 3): IndicatorSpec<'k' | 'd' | 'j'> {
  requireWindows(period, smooth, signal)
  const smoothed = period + smooth - 1
  const last = smoothed + signal - 1
  return defineIndicator({
    key: `kdj(${period},${smooth},${signal})`,
    lines: [
      { name: 'k', unit: plain, warmup: smoothed, range: [0, 100] },
      { name: 'd', unit: plain, warmup: last, range: [0, 100] },
      { name: 'j', unit: plain, warmup: last, range: [-200, 300] },
    ],
    stream: () =>
      new Stochastic(
        3,
        period,
        new Exponential(smooth, 1 / smooth),
        new Exponential(signal, 1 / signal),
      ),
  })
}

function requireWindows(period: number, smooth: number, signal: number): void {
  requireWhole('period', period, 1)
  requireWhole('smooth', smooth, 1)
  requireWhole('signal', signal, 1)
}

/** A mean that takes in one number at a time. */
type Mean = Cell & { push(value: number): number }

/** Reads k, d and j, and the bare k where there is a fourth line. */
class Stochastic extends CellStream {
  readonly #range: RollingRange
  readonly #smooth: Mean
  readonly #signal: Mean

  constructor(lines: 3 | 4, period: number, smooth: Mean, signal: Mean) {
    const range = new RollingRange(period)
    super(lines, [...range.cells, smooth, signal])
    this.#range = range
    this.#smooth = smooth
    this.#signal = signal
  }

  protected override step({ high, low, close }: BarArrays, row: number): void {
    const { readings } = this
    if (!this.#range.push(high[row] as number, low[row] as number)) return
    const bare = 100 * this.#range.place(close[row] as number)
    const k = bounded(this.#smooth.push(bare), 0, 100)
    const d = bounded(this.#signal.push(k), 0, 100)
    readings[0] = k
    readings[1] = d
    readings[2] = 3 * k - 2 * d
    if (readings.length > 3) readings[3] = bare
  }
}
