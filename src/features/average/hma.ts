import { requireWhole } from '../../quant/index.ts'
import { RollingWeighted } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Hull moving average: twice the weighted average of half the window less that of the whole,
 * smoothed over the root of the window. Half and root are rounded down, as TA-Lib does.
 *
 * @param period - Window, in bars. Whole, >= 2.
 * @throws ArgumentError when `period` is not.
 * @see Hull 2005. Golden numbers: TA-Lib 0.8.2 HMA, Stock.Indicators GetHma.
 */
export function hma(period = 20): IndicatorSpec<'hma'> {
  requireWhole('period', period, 2)
  return defineIndicator({
    key: `hma(${period})`,
    lines: [{ name: 'hma', unit: inPrice, warmup: period + rootOf(period) - 1 }],
    stream: () => new Hma(period),
  })
}

function rootOf(period: number): number {
  return Math.floor(Math.sqrt(period))
}

class Hma extends CellStream {
  readonly #half: RollingWeighted
  readonly #whole: RollingWeighted
  readonly #smooth: RollingWeighted

  constructor(period: number) {
    const half = new RollingWeighted(Math.floor(period / 2))
    const whole = new RollingWeighted(period)
    const smooth = new RollingWeighted(rootOf(period))
    super(1, [half, whole, smooth])
    this.#half = half
    this.#whole = whole
    this.#smooth = smooth
  }

  protected override step({ close }: BarArrays, row: number): void {
    const value = close[row] as number
    const half = this.#half.push(value)
    this.readings[0] = this.#smooth.push(2 * half - this.#whole.push(value))
  }
}
