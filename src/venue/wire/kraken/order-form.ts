import type { Side } from '../../../domain/index.ts'
import type { KrakenNaming } from './kraken-client-id.ts'
import type { KrakenPair } from './kraken-names.ts'
import type { KrakenPrice } from './kraken-price.ts'

/** The price a triggered order waits for and the one it then rests at, as the client sent them. */
export type LegForm = {
  /** In Kraken's words: `stop-loss-limit`. */
  readonly type: string
  readonly limit: KrakenPrice | undefined
  readonly trigger: KrakenPrice | undefined
}

/** A new order, the same whether it came by REST or by WebSocket. */
export type OrderForm = LegForm & {
  readonly pair: KrakenPair
  readonly side: Side
  readonly volume: string | undefined
  /** The volume is money of the quote currency. */
  readonly isInQuote: boolean
  /** What an iceberg shows. */
  readonly display: string | undefined
  /** Lower case. */
  readonly timeInForce: string
  readonly start: string | undefined
  readonly expiry: string | undefined
  readonly isPostOnly: boolean
  readonly isReduceOnly: boolean
  /** `cancel-newest`, `cancel-oldest` or `cancel-both`. */
  readonly selfTrade: string
  /** Which price triggers: `last` or `index`. */
  readonly reference: string
  readonly leverage: string
  readonly naming: KrakenNaming
  /** What closes the position again once the order was filled. */
  readonly close: LegForm | undefined
}
