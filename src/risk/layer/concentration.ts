import type { OrderIntent } from '../../domain/index.ts'
import { type Refusal, refused } from '../refusal.ts'
import type { RiskBook } from '../risk-book.ts'

/** Layer 6. What one asset may be of equity, over every instrument and venue it is traded at. */
export function checkConcentration(order: OrderIntent, book: RiskBook): Refusal | undefined {
  const i = order.instrument
  const own = Math.abs(book.worstLots(order)) * (book.lotValue[i] as number)
  const share = (book.exposure.assetBesides(i) + own) / book.equity
  const max = book.limits.concentrationMax
  return share <= max ? undefined : refused('concentration', share, max)
}
