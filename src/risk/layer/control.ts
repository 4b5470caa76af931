import { type Refusal, refused } from '../refusal.ts'
import type { RiskBook } from '../risk-book.ts'

/** Before any limit: whether the desk takes new risk at all. */
export function checkControl(book: RiskBook): Refusal | undefined {
  if (book.mode !== 'normal') return refused('mode', 0, 0)
  if (book.unresolved !== 0) return refused('unresolved', book.unresolved, 0)
  if (book.awaitsAccount) return refused('account', 0, 0)
  return undefined
}
