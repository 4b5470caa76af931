import { requireWhole } from '../../quant/index.ts'
import { RollingExtreme } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Highest high of the `period` bars before the current one: the upper Donchian band. The current
 * bar is left out, so that a close above it is a breakout.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: Stock.Indicators GetDonchian.
 */
export function highest(period: number): IndicatorSpec<'highest'> {
  return extreme('highest', period, 1)
}

/**
 * Lowest low of the `period` bars before the current one; see `highest`.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is out of range.
 * @see Golden numbers: Stock.Indicators GetDonchian.
 */
export function lowest(period: number): IndicatorSpec<'lowest'> {
  return extreme('lowest', period, -1)
}

function extreme<Name extends string>(
  name: Name,
  period: number,
  sign: 1 | -1,
): IndicatorSpec<Name> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `${name}(${period})`,
    lines: [{ name, unit: inPrice, warmup: period + 1 }],
    stream: () => new Extreme(period, sign),
  })
}

class Extreme extends CellStream {
  readonly #extreme: RollingExtreme
  readonly #isHigh: boolean

  constructor(period: number, sign: 1 | -1) {
    const cell = new RollingExtreme(period, sign)
    super(1, [cell], 1)
    this.#extreme = cell
    this.#isHigh = sign > 0
    this.clear()
  }

  protected override step(bars: BarArrays, row: number): void {
    const source = this.#isHigh ? bars.high : bars.low
    this.readings[0] = this.own[0] as number
    this.own[0] = this.#extreme.push(source[row] as number)
  }

  protected override clear(): void {
    super.clear()
    this.own[0] = Number.NaN
  }
}
