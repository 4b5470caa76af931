import { requireWhole } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import { WeightedClose } from './weighted-close.ts'

/**
 * Sine weighted moving average: the weights are half a sine wave over the window. They have no
 * recursion that stays exact, so each bar scans the window.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Golden numbers: pandas-ta-classic 0.8.32 sinwma.
 */
export function sineWma(period = 14): IndicatorSpec<'sineWma'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `sineWma(${period})`,
    lines: [{ name: 'sineWma', unit: inPrice, warmup: period }],
    stream: () => new WeightedClose(halfWave(period)),
  })
}

function halfWave(period: number): Float64Array {
  return Float64Array.from({ length: period }, (_, i) =>
    Math.sin(((i + 1) * Math.PI) / (period + 1)),
  )
}
