import { requireWhole } from '../../quant/index.ts'
import { Delay, Exponential, RollingExtreme } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const before = 0
const bars = 1
/** Close and strength at the last high and low, and whether there was one. */
const highAt = 2
const lowAt = 5

/**
 * Divergences of the close from its relative strength index, at pivots: closes above, or below,
 * those of `span` bars to each side. `regular` is 1 when a low is lower than the low before it and
 * the index is higher (a fall that tires), -1 when a high is higher and the index lower. `hidden`
 * is 1 when a low is higher and the index lower (a rise that goes on), -1 the other way. Both are
 * read at the bar at which the second pivot is known, `span` bars after it, and 0 otherwise.
 *
 * @param period - Of the index, bars. Whole, >= 1.
 * @param span - Bars to each side of a pivot. Whole, >= 1.
 * @param apart - Pivots farther apart than this are not compared, bars. Whole, > `span`.
 * @throws ArgumentError when one is out of range.
 * @see Golden numbers: written out in numpy 2.4.6 over TA-Lib 0.8.2 RSI.
 */
export function divergence(period = 14, span = 5, apart = 60): IndicatorSpec<'regular' | 'hidden'> {
  requireWhole('period', period, 1)
  requireWhole('span', span, 1)
  requireWhole('apart', apart, span + 1)
  const warmup = period + 1
  return defineIndicator({
    key: `divergence(${period},${span},${apart})`,
    lines: [
      { name: 'regular', unit: plain, warmup, range: [-1, 1] },
      { name: 'hidden', unit: plain, warmup, range: [-1, 1] },
    ],
    stream: () => new Divergence(period, span, apart),
  })
}

class Divergence extends CellStream {
  readonly #gain: Exponential
  readonly #loss: Exponential
  readonly #strengths: Delay
  readonly #closes: Delay
  readonly #right: readonly [RollingExtreme, RollingExtreme]
  readonly #left: readonly [RollingExtreme, RollingExtreme]
  readonly #apart: number
  readonly #span: number

  constructor(period: number, span: number, apart: number) {
    const cells = [
      new Exponential(period, 1 / period),
      new Exponential(period, 1 / period),
      new Delay(span),
      new Delay(span + 1),
      new RollingExtreme(span, 1),
      new RollingExtreme(span, -1),
      new RollingExtreme(span, 1),
      new RollingExtreme(span, -1),
    ] as const
    // Of each pivot: close, strength, bar (counted from 1; 0 for none).
    super(2, cells, 8)
    this.#gain = cells[0]
    this.#loss = cells[1]
    this.#strengths = cells[2]
    this.#closes = cells[3]
    this.#right = [cells[4], cells[5]]
    this.#left = [cells[6], cells[7]]
    this.#apart = apart
    this.#span = span
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own, readings } = this
    const value = close[row] as number
    const change = value - (own[before] as number)
    own[before] = value
    const bar = (own[bars] as number) + 1
    own[bars] = bar
    if (bar === 1) return
    const up = this.#gain.push(Math.max(change, 0))
    const down = this.#loss.push(Math.max(-change, 0))
    if (Number.isNaN(up)) return
    readings[0] = 0
    readings[1] = 0
    this.#judge(value, up + down > 0 ? 100 * (up / (up + down)) : 50, bar)
  }

  #judge(value: number, strength: number, bar: number): void {
    const middleStrength = this.#strengths.push(strength)
    const rightHigh = this.#right[0].push(value)
    const rightLow = this.#right[1].push(value)
    // The bar before the pivot enters the left window once the pivot itself is judged.
    const leftValue = this.#closes.push(value)
    const leftHigh = this.#left[0].push(leftValue)
    const leftLow = this.#left[1].push(leftValue)
    if (Number.isNaN(leftHigh)) return
    const middle = this.#closes.at(this.#span)
    if (middle > rightHigh && middle > leftHigh)
      this.#compare(highAt, -1, middle, middleStrength, bar)
    if (middle < rightLow && middle < leftLow) this.#compare(lowAt, 1, middle, middleStrength, bar)
  }

  /** @param side - 1 for lows, -1 for highs. */
  #compare(at: number, side: 1 | -1, close: number, strength: number, bar: number): void {
    const { own, readings } = this
    const priceMove = side * (close - (own[at] as number))
    const strengthMove = side * (strength - (own[at + 1] as number))
    const last = own[at + 2] as number
    if (last > 0 && bar - last <= this.#apart) {
      if (priceMove < 0 && strengthMove > 0) readings[0] = side
      if (priceMove > 0 && strengthMove < 0) readings[1] = side
    }
    own[at] = close
    own[at + 1] = strength
    own[at + 2] = bar
  }
}
