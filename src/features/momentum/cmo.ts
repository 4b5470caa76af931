import { requireWhole } from '../../quant/index.ts'
import { Delay, RollingPositive } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Chande momentum oscillator: rises less falls of the window as a percentage of both. Plain sums,
 * as Chande has it; TA-Lib's CMO is Wilder's smoothing, and its CMOU is this. 0 when nothing moved.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns -100 to 100.
 * @throws ArgumentError when `period` is not.
 * @see Chande and Kroll 1994. Golden numbers: TA-Lib 0.8.2 CMOU, TTR 0.24.3 CMO.
 */
export function cmo(period = 14): IndicatorSpec<'cmo'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `cmo(${period})`,
    lines: [{ name: 'cmo', unit: plain, warmup: period + 1, range: [-100, 100] }],
    stream: () => new Moves(period, -100),
  })
}

/**
 * Cutler's relative strength index: rises of the window as a percentage of rises and falls. Unlike
 * Wilder's it forgets what is before the window. 50 when nothing moved.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @returns 0 to 100.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: TTR 0.24.3 RSI with plain means.
 */
export function cutlerRsi(period = 14): IndicatorSpec<'cutlerRsi'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `cutlerRsi(${period})`,
    lines: [{ name: 'cutlerRsi', unit: plain, warmup: period + 1, range: [0, 100] }],
    stream: () => new Moves(period, 0),
  })
}

class Moves extends CellStream {
  readonly #before: Delay
  readonly #rise: RollingPositive
  readonly #fall: RollingPositive
  readonly #bottom: number

  /** @param bottom - The reading of a window of falls; that of one of rises is 100. */
  constructor(period: number, bottom: -100 | 0) {
    const before = new Delay(1)
    const rise = new RollingPositive(period)
    const fall = new RollingPositive(period)
    super(1, [before, rise, fall])
    this.#before = before
    this.#rise = rise
    this.#fall = fall
    this.#bottom = bottom
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const change = value - this.#before.push(value)
    const rise = this.#rise.push(Math.max(change, 0))
    const fall = this.#fall.push(Math.max(-change, 0))
    if (Number.isNaN(rise)) return
    const all = rise + fall
    const bottom = this.#bottom
    // The share first: of a window of rises it is 1 to the last bit.
    this.readings[0] = bottom + (100 - bottom) * (all > 0 ? rise / all : 0.5)
  }
}
