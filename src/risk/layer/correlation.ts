import { type OrderIntent, signOf } from '../../domain/index.ts'
import { type Refusal, refused } from '../refusal.ts'
import type { RiskBook } from '../risk-book.ts'

/**
 * Layer 5. Two instruments that move together, held the same way, are one bet: while the first is
 * held or on its way the second waits. A correlation nobody knows yet counts as 1.
 */
export function checkCorrelation(order: OrderIntent, book: RiskBook): Refusal | undefined {
  const { limits } = book
  if (limits.correlationMax >= 1) return undefined
  const sign = signOf(order.side)
  const { directions } = book.exposure
  const known = book.correlationsOf(order.instrument)
  for (let j = 0; j < book.lots.length; j += 1) {
    if (j === order.instrument) continue
    const other = directions[j] as number
    if (other === 0) continue
    const correlation = known[j] as number
    const together = (Number.isNaN(correlation) ? 1 : correlation) * sign * other
    if (!(together <= limits.correlationMax))
      return refused('correlation', together, limits.correlationMax)
  }
  return undefined
}
