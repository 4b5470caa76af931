import { requireWhole } from '../../quant/index.ts'
import { RollingRange } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Midpoint: halfway between the highest and the lowest close of the window.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: TA-Lib 0.8.2 MIDPOINT.
 */
export function midpoint(period = 14): IndicatorSpec<'midpoint'> {
  return middle('midpoint', period, false)
}

/**
 * Midprice: halfway between the highest high and the lowest low of the window.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: TA-Lib 0.8.2 MIDPRICE.
 */
export function midprice(period = 14): IndicatorSpec<'midprice'> {
  return middle('midprice', period, true)
}

function middle<Name extends string>(
  name: Name,
  period: number,
  hasWicks: boolean,
): IndicatorSpec<Name> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `${name}(${period})`,
    lines: [{ name, unit: inPrice, warmup: period }],
    stream: () => new Middle(period, hasWicks),
  })
}

class Middle extends CellStream {
  readonly #range: RollingRange
  readonly #hasWicks: boolean

  constructor(period: number, hasWicks: boolean) {
    const range = new RollingRange(period)
    super(1, range.cells)
    this.#range = range
    this.#hasWicks = hasWicks
  }

  protected override step({ high, low, close }: BarArrays, row: number): void {
    const range = this.#range
    const top = (this.#hasWicks ? high : close)[row] as number
    const bottom = (this.#hasWicks ? low : close)[row] as number
    if (range.push(top, bottom)) this.readings[0] = (range.high + range.low) / 2
  }
}
