import { requireBetween, requirePositive, requireWhole } from '../../quant/index.ts'
import { WeightedWindow } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Arnaud Legoux moving average: a bell of weights whose top is at `offset` of the window, which TTR
 * rounds down to a whole bar. Such weights have no recursion, so each bar scans the window.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @param offset - Where the top is: 0 at the oldest bar, 1 at the newest.
 * @param sigma - How many deviations of the bell the window is wide. Above 0.
 * @throws ArgumentError when one is out of range.
 * @see Legoux and Kouzis-Loukas 2009. Golden numbers: Stock.Indicators GetAlma, the paper in
 *   numpy 2.4.6.
 */
export function alma(period = 9, offset = 0.85, sigma = 6): IndicatorSpec<'alma'> {
  requireWhole('period', period, 1)
  requireBetween('offset', offset, 0, 1)
  requirePositive('sigma', sigma)
  return defineIndicator({
    key: `alma(${period},${offset},${sigma})`,
    lines: [{ name: 'alma', unit: inPrice, warmup: period }],
    stream: () => new Alma(bell(period, offset, sigma)),
  })
}

function bell(period: number, offset: number, sigma: number): Float64Array {
  const top = offset * (period - 1)
  const deviation = period / sigma
  const weights = Float64Array.from({ length: period }, (_, i) => {
    const gap = (i - top) / deviation
    return Math.exp(-(gap * gap) / 2)
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

class Alma extends CellStream {
  readonly #window: WeightedWindow

  constructor(weights: Float64Array) {
    const window = new WeightedWindow(weights)
    super(1, [window])
    this.#window = window
  }

  protected override step({ close }: BarArrays, row: number): void {
    this.readings[0] = this.#window.push(close[row] as number)
  }
}
