import { minorPerUnit, type OrderIntent } from '../../domain/index.ts'
import { type Refusal, refused } from '../refusal.ts'
import type { RiskBook } from '../risk-book.ts'

/**
 * Layer 3. The position in one instrument, all positions together and at one venue, and the money
 * to pay for them.
 */
export function checkPosition(order: OrderIntent, book: RiskBook): Refusal | undefined {
  const { limits, equity } = book
  const i = order.instrument
  const lotValue = book.lotValue[i] as number
  const after = Math.abs(book.worstLots(order)) * lotValue
  const position = after / equity
  if (!(position <= limits.positionMax)) return refused('position', position, limits.positionMax)
  const gross = (book.exposure.grossBesides(i) + after) / equity
  if (!(gross <= limits.grossMax)) return refused('gross', gross, limits.grossMax)
  const leverage = (book.exposure.venueBesides(i) + after) / equity
  if (!(leverage <= limits.leverageMax)) return refused('leverage', leverage, limits.leverageMax)
  return checkBuyingPower(order, book, lotValue)
}

/** Cash must cover every buy in flight with its worst cost. Selling short needs no cash here. */
function checkBuyingPower(
  order: OrderIntent,
  book: RiskBook,
  lotValue: number,
): Refusal | undefined {
  if (order.side === 'sell') return undefined
  const value = book.exposure.buying + order.quantity * lotValue
  const needed = value * (1 + book.limits.costBuffer)
  if (needed <= book.cash) return undefined
  return refused('buying-power', needed / minorPerUnit, book.cash / minorPerUnit)
}
