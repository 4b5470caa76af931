import { minorPerUnit, type OrderIntent } from '../../domain/index.ts'
import { type Refusal, refused } from '../refusal.ts'
import type { RiskBook } from '../risk-book.ts'

/**
 * Layer 2. What one instrument is trusted with now, whether it may be sold short, and the size of a
 * single order.
 */
export function checkInstrument(order: OrderIntent, book: RiskBook): Refusal | undefined {
  const { limits } = book
  const i = order.instrument
  if (!((book.breaker[i] as number) > 0)) return refused('breaker', 0, 0)
  if (!((book.standing[i] as number) > 0)) return refused('probation', 0, 0)
  const notional = (order.quantity * (book.lotValue[i] as number)) / minorPerUnit
  if (!(notional <= limits.orderNotionalMax))
    return refused('order-notional-max', notional, limits.orderNotionalMax)
  if (!(notional >= limits.orderNotionalMin))
    return refused('order-notional-min', notional, limits.orderNotionalMin)
  const after = book.worstLots(order)
  return limits.isLongOnly && after < 0 ? refused('long-only', after, 0) : undefined
}
