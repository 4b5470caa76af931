import type { OrderIntent } from '../../domain/index.ts'
import { type Refusal, refused } from '../refusal.ts'
import type { RiskBook } from '../risk-book.ts'

/** Whether an order is one at all: whole lots above nothing, at prices above nothing. */
export function isWellFormed({ quantity, arrival, price, type }: OrderIntent): boolean {
  if (!(quantity > 0) || !Number.isSafeInteger(quantity)) return false
  return arrival > 0 && (type === 'market' || price > 0)
}

/**
 * Layer 1. An order that adds risk stands near the market: one whose price is far from the last is
 * a slip of a finger or a wrong price, whichever side it is on.
 */
export function checkCollar(order: OrderIntent, book: RiskBook): Refusal | undefined {
  const ticks = book.ticks[order.instrument] as number
  const at = order.type === 'market' ? order.arrival : order.price
  const gap = Math.abs(at / ticks - 1)
  return gap <= book.limits.collarMax ? undefined : refused('collar', gap, book.limits.collarMax)
}
