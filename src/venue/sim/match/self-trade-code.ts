import type { SelfTradePolicy } from '../exchange/order-request.ts'

/** What comes of two orders of one owner that meet; 2 takes lots off both, 3 ends both. */
export type SelfTradeCode = 0 | 1 | 2 | 3

export const selfTradeCodes: Readonly<Record<SelfTradePolicy, SelfTradeCode>> = {
  'cancel-new': 0,
  'cancel-resting': 1,
  'decrement-both': 2,
  'cancel-both': 3,
}

const cancelNew: SelfTradeCode = 0
const cancelResting: SelfTradeCode = 1
const decrementBoth: SelfTradeCode = 2

/** Lots an order in the book loses to another of its owner that comes in. */
export function lossOfResting(code: SelfTradeCode, resting: number, incoming: number): number {
  if (code === cancelNew) return 0
  return code === decrementBoth ? Math.min(resting, incoming) : resting
}

/** Lots the order that comes in loses when the other lost `off`; -1 when it ends. */
export function lossOfIncoming(code: SelfTradeCode, off: number): number {
  if (code === decrementBoth) return off
  return code === cancelResting ? 0 : -1
}
