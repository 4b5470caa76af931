import { requireWhole } from '../../quant/index.ts'
import { Delay, Exponential, RollingDeviation, RollingLine } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Dorsey's inertia: the end of the line through his relative volatility index, which is a relative
 * strength index of deviations: that of the window counts for the side the bar closed on. Wilder's
 * smoothing, seeded with the mean of its first window; 50 when nothing moved.
 *
 * @param period - Window of the line, bars. Whole, >= 2.
 * @param smooth - Of the relative volatility: the weight is 1 / `smooth`. Whole, >= 1.
 * @param window - Window of the deviation, bars. Whole, >= 2.
 * @throws ArgumentError when one is out of range.
 * @see Dorsey 1995. Golden numbers: TA-Lib 0.8.2 LINEARREG of RVI.
 */
export function inertia(period = 20, smooth = 14, window = 10): IndicatorSpec<'inertia'> {
  requireWhole('period', period, 2)
  requireWhole('smooth', smooth, 1)
  requireWhole('window', window, 2)
  return defineIndicator({
    key: `inertia(${period},${smooth},${window})`,
    lines: [{ name: 'inertia', unit: plain, warmup: window + smooth + period - 2 }],
    stream: () => new Inertia(period, smooth, window),
  })
}

class Inertia extends CellStream {
  readonly #before: Delay
  readonly #window: RollingDeviation
  readonly #up: Exponential
  readonly #down: Exponential
  readonly #line: RollingLine

  constructor(period: number, smooth: number, window: number) {
    const before = new Delay(1)
    const deviation = new RollingDeviation(window)
    const sides = [
      new Exponential(smooth, 1 / smooth),
      new Exponential(smooth, 1 / smooth),
    ] as const
    const line = new RollingLine(period)
    super(1, [before, deviation, ...sides, line])
    this.#before = before
    this.#window = deviation
    this.#up = sides[0]
    this.#down = sides[1]
    this.#line = line
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const before = this.#before.push(value)
    if (!this.#window.push(value)) return
    const deviation = Math.sqrt(this.#window.variance(0))
    const up = this.#up.push(value > before ? deviation : 0)
    const down = this.#down.push(value < before ? deviation : 0)
    const index = up + down === 0 ? 50 : (100 * up) / (up + down)
    if (this.#line.push(index)) this.readings[0] = this.#line.end
  }
}
