import { requireBetween, requireWhole } from '../../quant/index.ts'
import { Exponential, RollingMean, RollingRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { requireFastAndSlow } from '../fast-and-slow.ts'
import { CellStream } from '../stream.ts'
import { bounded } from './bounded.ts'

const meanBars = 3

/** Share of what a range is of below which it is rounding. */
const rounding = 1e-12

/**
 * Schaff trend cycle: the stochastic of the stochastic of the convergence of two averages, smoothed
 * after each. Averages are seeded as in `macd`, smoothings with their first value; a stochastic
 * without a range, or with one of rounding alone, stays where it was, and at first is 50. The line
 * `macdStochastic` is the first of the two with a plain mean of 3 bars, which Stock.Indicators
 * calls the trend cycle.
 *
 * @param fast - Window of the fast average, bars. Whole, >= 1.
 * @param slow - Window of the slow average, bars. Whole, above `fast`.
 * @param cycle - Window of both stochastics, bars. Whole, >= 1.
 * @param weight - Of the newest value in the smoothings. From 0.01 to 1.
 * @returns 0 to 100.
 * @throws ArgumentError when one is out of range.
 * @see Schaff 1999. Golden numbers: the definition in numpy 2.4.6, which ta 0.11.0 STCIndicator
 *   comes to within 1e-4 of after 450 bars; Stock.Indicators GetStc for `macdStochastic`.
 */
export function stc(
  fast = 23,
  slow = 50,
  cycle = 10,
  weight = 0.5,
): IndicatorSpec<'stc' | 'macdStochastic'> {
  requireFastAndSlow(fast, slow)
  requireWhole('cycle', cycle, 1)
  requireBetween('weight', weight, 0.01, 1)
  const range = [0, 100] as const
  return defineIndicator({
    key: `stc(${fast},${slow},${cycle},${weight})`,
    lines: [
      { name: 'stc', unit: plain, warmup: slow + 2 * (cycle - 1), range },
      { name: 'macdStochastic', unit: plain, warmup: slow + cycle + meanBars - 2, range },
    ],
    stream: () => new Stc(fast, slow, cycle, weight),
  })
}

class Stc extends CellStream {
  readonly #fast: Exponential
  readonly #slow: Exponential
  readonly #ranges: readonly [RollingRange, RollingRange]
  readonly #smooths: readonly [Exponential, Exponential]
  readonly #mean: RollingMean

  constructor(fast: number, slow: number, cycle: number, weight: number) {
    const averages = [new Exponential(fast), new Exponential(slow)] as const
    const ranges = [new RollingRange(cycle), new RollingRange(cycle)] as const
    const smooths = [new Exponential(1, weight), new Exponential(1, weight)] as const
    const mean = new RollingMean(meanBars)
    super(2, [...averages, ...ranges.flatMap(({ cells }) => cells), ...smooths, mean], 2)
    this.#fast = averages[0]
    this.#slow = averages[1]
    this.#ranges = ranges
    this.#smooths = smooths
    this.#mean = mean
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const first = this.#ranges[0]
    const second = this.#ranges[1]
    const slow = this.#slow.push(value)
    const line = this.#fast.push(value) - slow
    if (!first.push(line, line)) return
    const place = this.#held(0, first, line, rounding * Math.abs(slow))
    this.readings[1] = bounded(this.#mean.push(place), 0, 100)
    const smooth = this.#smooths[0].push(place)
    if (!second.push(smooth, smooth)) return
    const again = this.#held(1, second, smooth, rounding * 100)
    this.readings[0] = bounded(this.#smooths[1].push(again), 0, 100)
  }

  /** Where `value` is in the range; without one above `least`, where the last was. */
  #held(index: 0 | 1, range: RollingRange, value: number, least: number): number {
    // Kept less 50, so that it is 50 when there was none yet.
    if (range.high - range.low > least) this.own[index] = 100 * range.place(value) - 50
    return (this.own[index] as number) + 50
  }
}
