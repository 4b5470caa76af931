import { type Micros, micros, type Side } from '../../../domain/index.ts'

/**
 * `stop` and `take-profit` become market orders at their trigger, `-limit` ones limit orders.
 * A stop fires when the last price moves against its holder, a take-profit when with them.
 */
export type ExchangeOrderType =
  | 'market'
  | 'limit'
  | 'stop'
  | 'stop-limit'
  | 'take-profit'
  | 'take-profit-limit'
  | 'trailing-stop'
  | 'trailing-stop-limit'

/** `gtd` ends at `expiryTs`, `day` at the next midnight UTC. */
export type TimeInForce = 'gtc' | 'ioc' | 'fok' | 'gtd' | 'day'

/** What happens when an order would meet another of the same account. */
export type SelfTradePolicy = 'cancel-new' | 'cancel-resting' | 'decrement-both' | 'cancel-both'

/** How far a trailing stop stays behind the best price since it was placed. */
export type Trail = (
  | { readonly kind: 'ticks'; readonly ticks: number }
  | { readonly kind: 'ppm'; readonly ppm: number }
) & {
  /**
   * Where a price to start at is given: whether the market comes to it by moving against the
   * holder or with them. With them when left out.
   */
  readonly starts?: 'loss' | 'profit'
}

/** An order as an account sends it. Prices are ticks, quantities lots. */
export type OrderRequest = {
  /** The account's own name for it; empty when it gives none. Unique for 24 hours. */
  readonly clientId: string
  readonly instrument: number
  readonly side: Side
  readonly type: ExchangeOrderType
  /** 0 when `quoteAmount` is given instead. */
  readonly lots: number
  /** A market order worth this many minor quote units; `undefined` for one of `lots`. */
  readonly quoteAmount: bigint | undefined
  /** Limit price; 0 where the type has none. */
  readonly price: number
  /**
   * Trigger price; 0 where the type has none, and for a trailing stop that starts at the market.
   */
  readonly trigger: number
  readonly trail: Trail | undefined
  /**
   * For a trailing-stop-limit without a price: ticks from its trigger to its limit, to the worse;
   * below zero to the better.
   */
  readonly limitOffset: number
  /** Lots shown at a time of an iceberg; 0 shows all. */
  readonly display: number
  readonly timeInForce: TimeInForce
  /** For `gtd`; 0 otherwise. */
  readonly expiryTs: Micros
  readonly isPostOnly: boolean
  readonly isReduceOnly: boolean
  readonly selfTrade: SelfTradePolicy
  /** When it begins to act; until then it is only on record. At once when left out. */
  readonly startTs?: Micros
  /** The price its trigger waits for: the mark, where one is given; the last one when left out. */
  readonly reference?: 'last' | 'mark'
  /**
   * On the spot market: how many times what its account owns it may take that account to; 1 borrows
   * nothing. As far as the account's own terms go when left out. Whole, from 1.
   */
  readonly leverage?: number
}

/**
 * Orders that hang together. `oco`: one fill or trigger of either ends the other. `oto`:
 * `followers` wait until `first` is filled. `bracket`: the same, and the two that waited are
 * one-cancels-other.
 */
export type OrderGroup =
  | { readonly kind: 'oco'; readonly orders: readonly [OrderRequest, OrderRequest] }
  | {
      readonly kind: 'oto'
      readonly first: OrderRequest
      readonly followers: readonly OrderRequest[]
    }
  | {
      readonly kind: 'bracket'
      readonly first: OrderRequest
      readonly followers: readonly [OrderRequest, OrderRequest]
    }

/** A change to an open order. What is `undefined` stays. */
export type OrderChange = {
  /** New total lots, fills included. Less keeps the place in the queue. */
  readonly lots: number | undefined
  readonly price: number | undefined
  readonly trigger: number | undefined
}

/** A plain request, for callers to spread over. */
export const plainRequest: OrderRequest = {
  clientId: '',
  instrument: 0,
  side: 'buy',
  type: 'limit',
  lots: 0,
  quoteAmount: undefined,
  price: 0,
  trigger: 0,
  trail: undefined,
  limitOffset: 0,
  display: 0,
  timeInForce: 'gtc',
  expiryTs: micros(0),
  isPostOnly: false,
  isReduceOnly: false,
  selfTrade: 'cancel-new',
}
