import type { OrderIntent } from '../../domain/index.ts'
import { lossPerLot } from '../heat.ts'
import { type Refusal, refused } from '../refusal.ts'
import type { RiskBook } from '../risk-book.ts'

/**
 * Layer 4. Heat: what is lost if every stop is met, of what is held and of what is in flight. What
 * has no stop counts in full.
 */
export function checkHeat(order: OrderIntent, book: RiskBook): Refusal | undefined {
  const { limits, equity } = book
  const i = order.instrument
  const added = order.quantity * lossPerLot(book, i, order.side, book.planned[i] as number)
  const own = book.exposure.heatOf(i) + added
  const heat = (book.exposure.heatBesides(i) + own) / equity
  if (!(heat <= limits.heatMax)) return refused('heat', heat, limits.heatMax)
  const trade = own / equity
  return trade <= limits.tradeLossMax
    ? undefined
    : refused('trade-loss', trade, limits.tradeLossMax)
}
