import type { WireCustomer } from '../../src/venue/index.ts'
import { keyOf, secretOf } from '../house/canaries.ts'

/** Keys that a desk must not trade with: one may not trade, the other may take money out. */
export const unfitCustomers: readonly WireCustomer[] = [
  customer('reader', false, false),
  customer('mover', true, true),
]

function customer(name: 'reader' | 'mover', mayTrade: boolean, mayWithdraw: boolean): WireCustomer {
  const rights = { mayTrade, mayWithdraw }
  return { key: keyOf(name), secret: secretOf(name), units: 1, rights }
}
