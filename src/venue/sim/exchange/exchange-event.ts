import type { Micros, Side } from '../../../domain/index.ts'
import type { AccountFill, ExchangeOrder } from './exchange-order.ts'
import type { TradingMode } from './listing.ts'

type Fact<Kind extends string> = {
  readonly kind: Kind
  /** Grows by one with every event of the exchange. */
  readonly sequence: number
  readonly ts: Micros
}

/** Something that happened to one account. The order is the live record: read it at once. */
export type AccountEvent =
  | (Fact<
      'order-accepted' | 'order-triggered' | 'order-amended' | 'order-canceled' | 'order-expired'
    > & { readonly account: number; readonly order: ExchangeOrder })
  | (Fact<'order-filled'> & {
      readonly account: number
      readonly order: ExchangeOrder
      readonly fill: AccountFill
    })
  | (Fact<'balance-changed'> & {
      readonly account: number
      readonly currency: string
      /** Minor units, signed. */
      readonly change: bigint
      readonly reason: 'deposit' | 'withdrawal' | 'funding' | 'interest' | 'liquidation' | 'bust'
    })
  | (Fact<'trade-busted'> & { readonly account: number; readonly fill: AccountFill })
  | (Fact<'liquidated'> & { readonly account: number; readonly instrument: number })

/** Something everybody sees. */
export type MarketEvent =
  | (Fact<'trade'> & {
      readonly instrument: number
      readonly trade: number
      readonly price: number
      readonly lots: number
      readonly aggressor: Side
    })
  | (Fact<'book'> & {
      readonly instrument: number
      /** `buy` is the bid side. */
      readonly side: Side
      readonly price: number
      /** Lots now shown at the price, strangers' and accounts' together; 0 removes the level. */
      readonly lots: number
    })
  | (Fact<'mode'> & { readonly instrument: number; readonly mode: TradingMode })
  | (Fact<'listing'> & { readonly instrument: number })

/** What a simulated exchange says, in the past tense. */
export type ExchangeEvent = AccountEvent | MarketEvent

/** Who hears an exchange. Called at once, in order; may not call the exchange back. */
export interface ExchangeSink {
  onExchangeEvent(event: ExchangeEvent): void
}
