import type { IndicatorSpec } from '../define-indicator.ts'
import { trailingStop } from './trailing-stop.ts'

/**
 * Trailing stop `multiple` average true ranges from the close; it only moves the trend's way and
 * changes sides when the close reaches it. `direction` is 1 while it trails a rise from below, and
 * begins so when the close is at or above the one before.
 *
 * @param period - Window of the average true range, bars. Whole, >= 1.
 * @param multiple - Distance in average true ranges. Above 0.
 * @throws ArgumentError when one is out of range.
 * @see Golden numbers: Stock.Indicators GetAtrStop.
 */
export function atrStop(period = 21, multiple = 3): IndicatorSpec<'stop' | 'direction'> {
  return trailingStop({ name: 'atrStop', period, multiple, from: 'close' })
}
