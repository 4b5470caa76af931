import type { Micros } from '../../../domain/index.ts'
import type { OrderRequest } from './order-request.ts'

/**
 * `dormant` waits for another order of its group or for its time to start, `waiting` for its
 * trigger; `open` can be matched. The others are final.
 */
export type ExchangeOrderStatus = 'dormant' | 'waiting' | 'open' | 'filled' | 'canceled' | 'expired'

/** Why an order ended without being filled. */
export type EndReason =
  | 'by-request'
  | 'no-liquidity'
  | 'post-only'
  | 'self-trade'
  | 'time'
  | 'group'
  | 'reduce-only'
  | 'funds'
  | 'liquidation'
  | 'delisted'
  | 'dead-man'

/** An order the exchange took. Mutable inside the exchange alone; read-only for everyone else. */
export type ExchangeOrder = {
  /** The exchange's own number, from 1 upward. */
  readonly number: number
  readonly account: number
  readonly request: OrderRequest
  readonly createdTs: Micros
  status: ExchangeOrderStatus
  updatedTs: Micros
  /** Total lots wanted; amending changes it. */
  lots: number
  price: number
  /** Current trigger; a trailing stop's moves. */
  trigger: number
  hasTriggered: boolean
  filled: number
  /** Sum of price x lots over fills, in minor quote units. */
  quoteFilled: bigint
  /** Sum of fees, in minor units of `feeCurrency`. */
  fee: bigint
  feeCurrency: string
  /** Number of this order's group; 0 when it stands alone. */
  group: number
  end: EndReason | undefined
}

/** Whether nothing more can happen to it. */
export function hasEnded({ status }: ExchangeOrder): boolean {
  return status === 'filled' || status === 'canceled' || status === 'expired'
}

/** One execution of an account's order. */
export type AccountFill = {
  /** The number of the trade; both sides of a match carry the same one. */
  readonly trade: number
  readonly order: number
  readonly account: number
  readonly instrument: number
  readonly side: 'buy' | 'sell'
  readonly ts: Micros
  readonly price: number
  readonly lots: number
  /** Minor quote units that changed hands besides the fee; of a perpetual its notional. */
  readonly value: bigint
  /** Signed: a rebate is negative. */
  readonly fee: bigint
  readonly feeCurrency: string
  readonly liquidity: 'maker' | 'taker'
}
