import type { AccountFill, ExchangeOrder } from './exchange-order.ts'
import type { Refusal } from './refusal.ts'

/** What a fill cost: `value` in minor quote units, `fee` in minor units of `feeCurrency`. */
export type Settled = {
  readonly value: bigint
  readonly fee: bigint
  readonly feeCurrency: string
}

/** Money that an account gets, or gives when negative. Minor units. */
export type Move = { readonly account: number; readonly currency: string; readonly change: bigint }

/** How money moves when orders of one instrument are placed, ended and filled. */
export interface Settlement {
  /**
   * Sets aside what `lots` of the order may cost at `ticks`, in place of what was set aside for it
   * before; declines and leaves everything as it was when there is too little.
   */
  reserve(order: ExchangeOrder, lots: number, ticks: number): Refusal | undefined
  /** Gives back what is set aside for the order. */
  release(order: ExchangeOrder): void
  /** Moves the money of one fill. @param left - Lots of the order still to be filled. */
  settle(
    order: ExchangeOrder,
    ticks: number,
    lots: number,
    left: number,
    liquidity: AccountFill['liquidity'],
  ): Settled
  /** Takes back what a fill did but for the money. @returns The money still to be moved. */
  undo(fill: AccountFill): readonly Move[]
  /** Most lots an order of `side` may have that only shrinks what the account holds. */
  reducible(account: number, side: 'buy' | 'sell'): number
}
