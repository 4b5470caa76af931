import { requirePositive, requireWhole } from '../../quant/index.ts'
import { Delay, Exponential, RelativeStrength } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const trail = 0

/**
 * Quantitative qualitative estimation: a smoothed relative strength index and a line that trails
 * it at `factor` of its usual move, smoothed twice over 2 `period` - 1 bars. The trail only nears
 * the index until it is crossed. Every average is seeded with the mean of its first window, and the
 * trail starts below the index.
 *
 * @param period - Window of the relative strength index, bars. Whole, >= 1.
 * @param smooth - Window of its average, bars. Whole, >= 1.
 * @param factor - Usual moves between index and trail. Above 0.
 * @throws ArgumentError when one is out of range.
 * @see Ignatyev 2008. Golden numbers: the definition on TA-Lib 0.8.2 RSI in numpy 2.4.6.
 */
export function qqe(period = 14, smooth = 5, factor = 4.236): IndicatorSpec<'qqe' | 'trail'> {
  requireWhole('period', period, 1)
  requireWhole('smooth', smooth, 1)
  requirePositive('factor', factor)
  const wide = 2 * period - 1
  const warmup = period + smooth
  return defineIndicator({
    key: `qqe(${period},${smooth},${factor})`,
    lines: [
      { name: 'qqe', unit: plain, warmup, range: [0, 100] },
      { name: 'trail', unit: plain, warmup: warmup + 2 * wide - 1 },
    ],
    stream: () => new Qqe(period, smooth, factor),
  })
}

class Qqe extends CellStream {
  readonly #before: Delay
  readonly #strength: RelativeStrength
  readonly #smooth: Exponential
  readonly #last: Delay
  readonly #moves: readonly [Exponential, Exponential]
  readonly #factor: number

  constructor(period: number, smooth: number, factor: number) {
    const before = new Delay(1)
    const strength = new RelativeStrength(period)
    const mean = new Exponential(smooth)
    const last = new Delay(1)
    const moves = [new Exponential(2 * period - 1), new Exponential(2 * period - 1)] as const
    super(2, [before, strength, mean, last, ...moves], 1)
    this.#before = before
    this.#strength = strength
    this.#smooth = mean
    this.#last = last
    this.#moves = moves
    this.#factor = factor
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own, readings } = this
    const value = close[row] as number
    const index = this.#smooth.push(this.#strength.push(value - this.#before.push(value)))
    const last = this.#last.push(index)
    const move = this.#moves[1].push(this.#moves[0].push(Math.abs(index - last)))
    readings[0] = index
    if (Number.isNaN(move)) return
    const reach = this.#factor * move
    const held = own[trail] as number
    if (Number.isNaN(readings[1])) own[trail] = index - reach
    else if (index > held) own[trail] = last > held ? Math.max(held, index - reach) : index - reach
    else if (index < held) own[trail] = last < held ? Math.min(held, index + reach) : index + reach
    readings[1] = own[trail] as number
  }
}
