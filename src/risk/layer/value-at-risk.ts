import { type OrderIntent, signOf } from '../../domain/index.ts'
import { type Refusal, refused } from '../refusal.ts'
import type { RiskBook } from '../risk-book.ts'

/** What may be lost in a day of what nobody knows the volatility of, as a share of it. */
const unknownDay = 0.5

/**
 * Layer 7. What one day may cost, and what the worst days cost on average; and what the stress
 * tests say of what is held. While a volatility is not known half of everything counts as lost.
 */
export function checkValueAtRisk(order: OrderIntent, book: RiskBook): Refusal | undefined {
  const { limits } = book
  if (limits.stressMax < 1 && !(book.stressLoss <= book.stressLimit))
    return refused('stress', book.stressLoss, book.stressLimit)
  if (limits.varMax >= 1 && limits.shortfallMax >= 1) return undefined
  const i = order.instrument
  const added = (signOf(order.side) * order.quantity * (book.lotValue[i] as number)) / book.equity
  const { market } = book
  const known = market?.varWith(i, added) ?? Number.NaN
  const isKnown = known >= 0
  const loss = isKnown ? known : unknownLoss(order, book)
  if (!(loss <= limits.varMax)) return refused('value-at-risk', loss, limits.varMax)
  const worse = isKnown ? (market?.esWith(i, added) ?? Number.NaN) : loss
  return worse <= limits.shortfallMax ? undefined : refused('shortfall', worse, limits.shortfallMax)
}

function unknownLoss(order: OrderIntent, book: RiskBook): number {
  const i = order.instrument
  const own = Math.abs(book.worstLots(order)) * (book.lotValue[i] as number)
  return (unknownDay * (book.exposure.grossBesides(i) + own)) / book.equity
}
