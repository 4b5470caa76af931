import { requireWhole } from '../../quant/index.ts'
import { Exponential, RollingMean, RollingRange } from '../cell/index.ts'
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
    stream: () => new Stochastic(period, smooth, signal),
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
    stream: () => new Kdj(period, smooth, signal),
  })
}

function requireWindows(period: number, smooth: number, signal: number): void {
  requireWhole('period', period, 1)
  requireWhole('smooth', smooth, 1)
  requireWhole('signal', signal, 1)
}

class Stochastic extends CellStream {
  readonly #range: RollingRange
  readonly #smooth: RollingMean
  readonly #signal: RollingMean

  constructor(period: number, smooth: number, signal: number) {
    const range = new RollingRange(period)
    const cells = [new RollingMean(smooth), new RollingMean(signal)] as const
    super(4, [...range.cells, ...cells])
    this.#range = range
    this.#smooth = cells[0]
    this.#signal = cells[1]
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
    readings[3] = bare
  }
}

/** A class of its own: a push that may go to either kind of mean costs memory. */
class Kdj extends CellStream {
  readonly #range: RollingRange
  readonly #smooth: Exponential
  readonly #signal: Exponential

  constructor(period: number, smooth: number, signal: number) {
    const range = new RollingRange(period)
    const cells = [
      new Exponential(smooth, 1 / smooth),
      new Exponential(signal, 1 / signal),
    ] as const
    super(3, [...range.cells, ...cells])
    this.#range = range
    this.#smooth = cells[0]
    this.#signal = cells[1]
  }

  protected override step({ high, low, close }: BarArrays, row: number): void {
    const { readings } = this
    if (!this.#range.push(high[row] as number, low[row] as number)) return
    const k = this.#smooth.push(100 * this.#range.place(close[row] as number))
    const d = this.#signal.push(k)
    readings[0] = k
    readings[1] = d
    readings[2] = 3 * k - 2 * d
  }
}
