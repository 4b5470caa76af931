import type { Micros } from './micros.ts'
import type { OrderId, OrderIntent } from './order.ts'
import type { Price } from './price.ts'
import type { Quantity } from './quantity.ts'

type OrderFact<Kind extends string> = {
  readonly kind: Kind
  readonly orderId: OrderId
  /** When the venue says it happened. */
  readonly tsEvent: Micros
  /** When we could first know. */
  readonly tsInit: Micros
}

/** An execution. */
export type OrderFilled = OrderFact<'order-filled'> & {
  /** Number of this fill within its order, from 1 upward. */
  readonly fill: number
  readonly price: Price
  readonly quantity: Quantity
  /** Minor quote units; positive we pay, negative is a rebate. What was `taken` is not in it. */
  readonly fee: bigint
  /** Minor base units that the venue kept of what was bought, as its fee; absent for none. */
  readonly taken?: bigint
  /** Of `fee`, what was paid in a third currency and so left the quote balance alone. */
  readonly elsewhere?: bigint
  readonly liquidity: 'maker' | 'taker'
  /** The venue's own name for the execution; empty where it has none. */
  readonly trade: string
}

/** What an order is for: lots, filled ones counted in, and its limit or trigger. */
export type Standing = { readonly quantity: Quantity; readonly price: Price }

/** What a venue has of an order after it was asked to change it. */
export type OrderStanding = Standing & { readonly orderId: OrderId }

/** Everything a venue can tell us about an order we sent, in the past tense. */
export type OrderEvent =
  /** Nobody knows whether the venue has it: it is to be looked up. */
  | OrderFact<'order-unresolved'>
  | OrderFact<'order-accepted'>
  | (OrderFact<'order-rejected'> & { readonly reason: string })
  | OrderFilled
  | (OrderFact<'order-amended'> & OrderStanding)
  | (OrderFact<'order-amend-rejected'> & OrderStanding & { readonly reason: string })
  | OrderFact<'order-canceled'>
  | OrderFact<'order-expired'>

/** What we tell a venue. Recorded before it is sent. */
export type OrderCommand =
  | { readonly kind: 'submit'; readonly order: OrderIntent }
  | { readonly kind: 'cancel'; readonly orderId: OrderId; readonly ts: Micros }
  | OrderAmend

/** Changes an order in place. `quantity` counts what was filled already. */
export type OrderAmend = {
  readonly kind: 'amend'
  readonly orderId: OrderId
  readonly quantity: Quantity
  readonly price: Price
  readonly ts: Micros
}
