import { requireBetween, requirePositive, requireWhole } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import { WeightedClose } from './weighted-close.ts'

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
    stream: () => new WeightedClose(bell(period, offset, sigma)),
  })
}

function bell(period: number, offset: number, sigma: number): Float64Array {
  const top = offset * (period - 1)
  const deviation = period / sigma
  return Float64Array.from({ length: period }, (_, i) => {
    const gap = (i - top) / deviation
    return Math.exp(-(gap * gap) / 2)
  })
}
