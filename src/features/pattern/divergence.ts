import { requireWhole } from '../../quant/index.ts'
import { Delay, RelativeStrength, Tops } from '../cell/index.ts'
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
  readonly #strength: RelativeStrength
  readonly #strengths: Delay
  readonly #highs: Tops
  readonly #lows: Tops
  readonly #apart: number

  constructor(period: number, span: number, apart: number) {
    const strength = new RelativeStrength(period)
    const strengths = new Delay(span)
    const highs = new Tops(span)
    const lows = new Tops(span)
    // Of each pivot: close, strength, bar (counted from 1; 0 for none).
    super(2, [strength, strengths, ...highs.cells, ...lows.cells], 8)
    this.#strength = strength
    this.#strengths = strengths
    this.#highs = highs
    this.#lows = lows
    this.#apart = apart
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own, readings } = this
    const value = close[row] as number
    const change = value - (own[before] as number)
    own[before] = value
    const bar = (own[bars] as number) + 1
    own[bars] = bar
    if (bar === 1) return
    const now = this.#strength.push(change)
    if (Number.isNaN(now)) return
    readings[0] = 0
    readings[1] = 0
    const then = this.#strengths.push(now)
    const high = this.#highs.push(value)
    const low = -this.#lows.push(-value)
    if (!Number.isNaN(high)) this.#compare(highAt, -1, high, then, bar)
    if (!Number.isNaN(low)) this.#compare(lowAt, 1, low, then, bar)
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
