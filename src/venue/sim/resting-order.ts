import type { OrderIntent } from '../../domain/index.ts'

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
