import { requireWhole } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import { Ema } from './ema.ts'

/**
 * Smoothed moving average, which is Wilder's (RMA): an exponential average of weight 1 / `period`,
 * seeded with the mean of the first window.
 *
 * @param period - Window, in bars. Whole, >= 1.
 * @throws ArgumentError when `period` is not.
 * @see Wilder 1978. Golden numbers: TA-Lib 0.8.2 RMA.
 */
export function smma(period = 14): IndicatorSpec<'smma'> {
  requireWhole('period', period, 1)
  return defineIndicator({
    key: `smma(${period})`,
    lines: [{ name: 'smma', unit: inPrice, warmup: period }],
    stream: () => new Ema(period, 1 / period),
  })
}
