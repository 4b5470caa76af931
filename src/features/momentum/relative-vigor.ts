import { requireWhole } from '../../quant/index.ts'
import { RollingPositive, RollingSum, WeightedWindow } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'

/** Bars of the symmetric smoothing. */
const taps = 4

/**
 * Ehlers' relative vigor index (RVGI): bodies of the window as a share of ranges, both smoothed
 * 1 2 2 1 first; the signal is the index smoothed so once more. A window without a range reads 0.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns -1 to 1.
 * @throws ArgumentError when `period` is not.
 * @see Ehlers 2002. Golden numbers: pandas-ta-classic 0.8.32 rvgi.
 */
export function relativeVigor(period = 10): IndicatorSpec<'relativeVigor' | 'signal'> {
  requireWhole('period', period, 1)
  const warmup = period + taps - 1
  return defineIndicator({
    key: `relativeVigor(${period})`,
    lines: [
      { name: 'relativeVigor', unit: plain, warmup, range: [-1, 1] },
      { name: 'signal', unit: plain, warmup: warmup + taps - 1, range: [-1, 1] },
    ],
    stream: () => new RelativeVigor(period),
  })
}

class RelativeVigor extends CellStream {
  readonly #body: WeightedWindow
  readonly #range: WeightedWindow
  readonly #bodies: RollingSum
  readonly #ranges: RollingPositive
  readonly #signal: WeightedWindow

  constructor(period: number) {
    const weights = Float64Array.of(1 / 6, 2 / 6, 2 / 6, 1 / 6)
    const windows = [
      new WeightedWindow(weights),
      new WeightedWindow(weights),
      new WeightedWindow(weights),
    ] as const
    const bodies = new RollingSum(period)
    const ranges = new RollingPositive(period)
    super(2, [...windows, bodies, ranges])
    this.#body = windows[0]
    this.#range = windows[1]
    this.#signal = windows[2]
    this.#bodies = bodies
    this.#ranges = ranges
  }

  protected override step(bars: BarArrays, row: number): void {
    const body = (bars.close[row] as number) - (bars.open[row] as number)
    const range = (bars.high[row] as number) - (bars.low[row] as number)
    const bodies = this.#bodies.push(this.#body.push(body))
    const ranges = this.#ranges.push(this.#range.push(range))
    const index = ranges === 0 ? 0 : bounded(bodies / ranges, -1, 1)
    this.readings[0] = index
    this.readings[1] = bounded(this.#signal.push(index), -1, 1)
  }
}
