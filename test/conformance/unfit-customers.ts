import { type WireCustomer, wireRights } from '../../src/venue/index.ts'
import { keyOf, secretFor } from '../house/canaries.ts'

/**
 * Keys that a desk must not trade with: one may not trade, the others may move money, or nobody
 * says whether they may. But for two they are called as the word for what they may.
 */
export const unfitCustomers: readonly WireCustomer[] = [
  customer('reader', 'read'),
  customer('mover', 'withdraw'),
  ...['transfer', 'sub-accounts', 'margin', 'untold'].map((word) => customer(word, word)),
]

function customer(name: string, word: string): WireCustomer {
  return { key: keyOf(name), secret: secretFor(name), units: 1, rights: wireRights[word] }
}
