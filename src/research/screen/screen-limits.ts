import { type Limits, wideLimits } from '../../risk/index.ts'

/**
 * Limits under which a screened variant and the engine do the same: nothing is sold short, nothing
 * is bought that cash does not cover, and no other limit binds. What a desk may really do is asked
 * of the engine, for those that are left.
 */
export const screenLimits: Limits = {
  ...wideLimits,
  positionMax: 10,
  grossMax: 10,
  orderNotionalMax: 1e12,
  ordersPerDayMax: 1_000_000,
  dailyLossMax: 1,
  drawdownSoft: 1,
  drawdownHalt: 1,
}
