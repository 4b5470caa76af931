import type { BarColumns, OrderIntent } from '../../domain/index.ts'

/** An order inside the simulated exchange. Mutable: it lives in the hot path. */
export type RestingOrder = {
  readonly intent: OrderIntent
  /** Lots not yet filled. */
  left: number
  /** Fills so far. */
  fills: number
  /** A stop that has fired and is a market order now. */
  isTriggered: boolean
  /** Was here when the bar opened, or came in answer to a fill at its open. */
  isFromOpen: boolean
  /** Filled, canceled or rejected; to be swept. */
  isGone: boolean
}

export function rest(intent: OrderIntent, isFromOpen: boolean): RestingOrder {
  return {
    intent,
    left: intent.quantity,
    fills: 0,
    isTriggered: intent.type === 'market',
    isFromOpen,
    isGone: false,
  }
}

/** When a bar opened: its length before its close, but not before the one before it closed. */
export function openTsOf({ ts }: BarColumns, row: number, intervalUs: number): number {
  const openTs = (ts[row] as number) - intervalUs
  return row > 0 ? Math.max(openTs, ts[row - 1] as number) : openTs
}

/** Finds the orders that came after the open. @returns Whether there are any. */
export function markLate(book: readonly RestingOrder[], openTs: number): boolean {
  let isAny = false
  for (const order of book)
    if (order.intent.ts > openTs) {
      order.isFromOpen = false
      isAny = true
    }
  return isAny
}

/** A limit beyond the market when it was sent: it came to take, and never to wait. */
export function isSentToTake({ type, role, side, price, arrival }: OrderIntent): boolean {
  if (type !== 'limit' || role !== 'entry') return false
  return side === 'buy' ? price > arrival : price < arrival
}
