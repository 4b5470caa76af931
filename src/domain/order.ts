import { type Brand, InvariantError } from '../base/index.ts'
import type { Side } from './instrument.ts'
import type { Micros } from './micros.ts'
import type { Price } from './price.ts'
import { type Quantity, quantity } from './quantity.ts'

/** Counts the orders of one desk from 1. What a venue sees is `clientOrderId`. */
export type OrderId = Brand<number, 'OrderId'>

/** Mints an order id. Crashes on a fraction, NaN, a negative, or beyond 2^53. */
export function orderId(count: number): OrderId {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new InvariantError(`an order id is a count, was ${count}`)
  return count as OrderId
}

/** `market` takes what there is; `limit` waits at its price; `stop` becomes market at its price. */
export type OrderType = 'market' | 'limit' | 'stop'

/**
 * Why the order exists. `entry` opens; `quote` is one side of a bid and an ask, and opens or
 * reduces; the others only ever reduce.
 */
export type OrderRole = 'entry' | 'exit' | 'stop' | 'target' | 'quote'

/** `unresolved`: sent, and whether the venue has it is not known until it was looked up. */
export type OrderStatus =
  | 'submitted'
  | 'unresolved'
  | 'accepted'
  | 'filled'
  | 'canceled'
  | 'rejected'
  | 'expired'

/** An order as it is put before risk. */
export type OrderIntent = {
  readonly orderId: OrderId
  /** Position in the desk's instrument list. */
  readonly instrument: number
  readonly side: Side
  readonly type: OrderType
  readonly role: OrderRole
  readonly quantity: Quantity
  /** Limit or trigger price. Unit: ticks. 0 for a market order. */
  readonly price: Price
  /** The market when the order was decided; slippage is measured from it. Unit: ticks. */
  readonly arrival: Price
  /** The venue may only shrink the position with it. */
  readonly isReduceOnly: boolean
  readonly ts: Micros
}

/** What is known of one order. Rebuilt at any time by folding its events over `sent(intent)`. */
export type Order = OrderIntent & {
  readonly status: OrderStatus
  /** Lots executed so far. */
  readonly filled: Quantity
  /** Highest fill number seen; a venue numbers the fills of an order upward from 1. */
  readonly lastFill: number
}

/** The order as it is the moment it leaves us. */
export function sent(intent: OrderIntent): Order {
  return {
    orderId: intent.orderId,
    instrument: intent.instrument,
    side: intent.side,
    type: intent.type,
    role: intent.role,
    quantity: intent.quantity,
    price: intent.price,
    arrival: intent.arrival,
    isReduceOnly: intent.isReduceOnly,
    ts: intent.ts,
    status: 'submitted',
    filled: quantity(0),
    lastFill: 0,
  }
}

/** Whether nothing more can happen to an order but a late fill. */
export function isDone(order: Order): boolean {
  const { status } = order
  return status !== 'submitted' && status !== 'accepted' && status !== 'unresolved'
}

/**
 * The name a venue knows an order by: 32 lowercase hex digits, injective by construction.
 *
 * @param desk - Drawn once per desk folder. Whole, below 2^64.
 * @param attempt - Counts replacements of the same order. Whole, below 2^16.
 */
export function clientOrderId(desk: bigint, orderId: OrderId, attempt: number): string {
  const hex = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0')
  return hex(desk, 16) + hex(BigInt(orderId), 12) + hex(BigInt(attempt), 4)
}

/** The highest `attempt` there is a name for. */
export const attemptMax = 0xffff

/** The name of another attempt at the order that `clientId` names. @param attempt - As above. */
export function nameOfAttempt(clientId: string, attempt: number): string {
  return clientId.slice(0, 28) + attempt.toString(16).padStart(4, '0')
}

/** Which attempt a name is of. */
export function attemptOf(clientId: string): number {
  return Number.parseInt(clientId.slice(28), 16)
}
