import type { Result } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import type { AccountFill, ExchangeOrder } from './exchange-order.ts'
import type { Listing, TradingMode } from './listing.ts'
import type { OrderChange, OrderGroup, OrderRequest } from './order-request.ts'
import type { Refusal } from './refusal.ts'

/** Names an order of an account: by the exchange's number, or by the account's own name. */
export type OrderRef = { readonly number: number } | { readonly clientId: string }

/** What an account has of one currency. Minor units. */
export type Balance = { readonly free: bigint; readonly held: bigint }

/** What an account holds of a perpetual. */
export type PerpetualPosition = {
  readonly instrument: number
  /** Signed lots. */
  readonly lots: number
  /** What the open lots cost, in minor quote units; never negative. */
  readonly cost: bigint
  readonly leverage: number
}

/** The fee an account pays now. Parts per million, negative is a rebate. */
export type FeeTier = {
  readonly makerPpm: number
  readonly takerPpm: number
  /** Notional traded in the last 30 days, minor quote units. */
  readonly volume: bigint
}

/**
 * An exchange as its customers and its market see it. `SimulatedExchange` is one; the wire serves
 * any. Synchronous: an answer is final when it returns, latency is put around it, not inside.
 * `ts` never runs backwards.
 */
export interface Exchange {
  readonly listings: readonly Listing[]
  modeOf(instrument: number): TradingMode

  submit(account: number, request: OrderRequest, ts: Micros): Result<ExchangeOrder, Refusal>
  submitGroup(
    account: number,
    group: OrderGroup,
    ts: Micros,
  ): Result<readonly ExchangeOrder[], Refusal>
  amend(
    account: number,
    ref: OrderRef,
    change: OrderChange,
    ts: Micros,
  ): Result<ExchangeOrder, Refusal>
  cancel(account: number, ref: OrderRef, ts: Micros): Result<ExchangeOrder, Refusal>
  /** @param instrument - All of them when `undefined`. @returns The orders it ended. */
  cancelAll(account: number, instrument: number | undefined, ts: Micros): readonly ExchangeOrder[]
  /** Ends all orders of the account `us` from now unless called again; 0 calls it off. */
  cancelAllAfter(account: number, us: number, ts: Micros): void

  order(account: number, ref: OrderRef): ExchangeOrder | undefined
  openOrders(account: number): readonly ExchangeOrder[]
  /** Ended ones still remembered, oldest first. */
  closedOrders(account: number): readonly ExchangeOrder[]
  /** Remembered ones, oldest first. */
  fills(account: number): readonly AccountFill[]
  balances(account: number): ReadonlyMap<string, Balance>
  positions(account: number): readonly PerpetualPosition[]
  feeTier(account: number, instrument: number): FeeTier
  /** What it will pay, and from which volume on; `undefined` where it pays the least already. */
  nextFeeTier(account: number, instrument: number): FeeTier | undefined

  /** Best price and lots shown, or `undefined` when that side is empty. */
  best(instrument: number, side: 'buy' | 'sell'): BookLevel | undefined
  /** Levels from the best outward. */
  depth(instrument: number, side: 'buy' | 'sell', levels: number): readonly BookLevel[]
  /** Ticks of the last trade; 0 before the first. */
  lastPrice(instrument: number): number
}

/** One price of a book. Unit: ticks, lots. */
export type BookLevel = { readonly price: number; readonly lots: number }
