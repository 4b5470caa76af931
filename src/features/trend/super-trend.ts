import type { IndicatorSpec } from '../define-indicator.ts'
import { trailingStop } from './trailing-stop.ts'

/**
 * SuperTrend: a stop that trails the middle of the bar at `multiple` average true ranges and only
 * moves the trend's way, and which side the trend is on (1 up, -1 down). It changes sides when the
 * close reaches it, and begins up when the close is at or above the middle of the bar.
 *
 * @param period - Window of the average true range, bars. Whole, >= 1.
 * @param multiple - Distance in average true ranges. Above 0.
 * @throws ArgumentError when one is out of range.
 * @see Seban. Golden numbers: Stock.Indicators GetSuperTrend.
 */
export function superTrend(period = 10, multiple = 3): IndicatorSpec<'stop' | 'direction'> {
  return trailingStop({ name: 'superTrend', period, multiple, from: 'middle' })
}
