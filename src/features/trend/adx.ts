import { requireWhole } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import type { RowSpan } from '../row-span.ts'
import { CellStream } from '../stream.ts'

const bars = 0
const plus = 1
const minus = 2
const index = 3
const highBefore = 4
const lowBefore = 5

/**
 * Average directional index: how strongly the market trends, whichever way.
 * Sums are seeded with the plain sum of the first `period` bars and the index with the mean of the
 * first `period` directional readings, as Wilder did by hand. See `dmi` for its parts.
 *
 * @param period - Window, in bars. Whole, >= 2.
 * @returns 0 to 100.
 * @throws ArgumentError when `period` is out of range.
 * @see Wilder 1978. Golden numbers: Stock.Indicators GetAdx.
 */
export function adx(period: number): IndicatorSpec<'adx'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `adx(${period})`,
    lines: [{ name: 'adx', unit: plain, warmup: 2 * period, range: [0, 100] }],
    stream: () => new Adx(period),
  })
}

class Adx extends CellStream {
  readonly #period: number

  constructor(period: number) {
    super(1, [], 6)
    this.#period = period
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const { own } = this
    const period = this.#period
    const count = own[bars] as number
    const top = high[row] as number
    const bottom = low[row] as number
    if (count > 0) {
      const up = top - (own[highBefore] as number)
      const down = (own[lowBefore] as number) - bottom
      // The first sums of Wilder are plain sums.
      const keep = count > period ? 1 - 1 / period : 1
      own[plus] = (own[plus] as number) * keep + (up > down && up > 0 ? up : 0)
      own[minus] = (own[minus] as number) * keep + (down > up && down > 0 ? down : 0)
    }
    own[highBefore] = top
    own[lowBefore] = bottom
    if (count < 2 * period) own[bars] = count + 1
    const seen = count + 1 - period
    if (seen <= 0) return
    const direction = directional(own[plus] as number, own[minus] as number)
    const weight = 1 / Math.min(seen, period)
    own[index] = (own[index] as number) + (direction - (own[index] as number)) * weight
    if (seen >= period) this.readings[0] = own[index]
  }

  /**
   * The same with everything in locals, which is what a batch spends its time on.
   * True range, which would divide both directional sums, cancels out of the index.
   */
  override fold(columns: BarArrays, span: RowSpan, out: readonly Float64Array[]): void {
    const { from, to, at } = span
    const { own, readings } = this
    const warm = Math.min(to, from + Math.max(0, 2 * this.#period - (own[bars] as number)))
    super.fold(columns, { from, to: warm, at }, out)
    if (warm === to) return
    const { high, low } = columns
    const values = out[0] as Float64Array
    const weight = 1 / this.#period
    const keep = 1 - weight
    let up = own[plus] as number
    let down = own[minus] as number
    let strength = own[index] as number
    let top = own[highBefore] as number
    let bottom = own[lowBefore] as number
    for (let row = warm; row < to; row += 1) {
      const rise = (high[row] as number) - top
      const fall = bottom - (low[row] as number)
      up = up * keep + (rise > fall && rise > 0 ? rise : 0)
      down = down * keep + (fall > rise && fall > 0 ? fall : 0)
      strength += (directional(up, down) - strength) * weight
      values[at + row - from] = strength
      top = high[row] as number
      bottom = low[row] as number
    }
    own[plus] = up
    own[minus] = down
    own[index] = strength
    own[highBefore] = top
    own[lowBefore] = bottom
    readings[0] = strength
  }
}

/** 0 to 100: how one-sided the movement was. A flat market has no direction: 0, not 0 / 0. */
function directional(plus: number, minus: number): number {
  const sum = plus + minus
  return sum > 0 ? (100 * Math.abs(plus - minus)) / sum : 0
}
