import type { Micros, OrderRole } from '../../domain/index.ts'

/** What a trade is told apart by besides its instrument. */
export type TradeTags = {
  /** What the market was like when its first order was sent, in words; empty for not known. */
  readonly regime: string
  /** Which version of the strategy stood when it began. */
  readonly version: string
}

/** From flat to flat in one instrument, to the last unit. Money in minor quote units. */
export type ClosedTrade = TradeTags & {
  /** Position in the desk's instrument list. */
  readonly instrument: number
  readonly side: 'long' | 'short'
  readonly tsEntry: Micros
  readonly tsExit: Micros
  /** Notional of all fills that added to it. */
  readonly entered: bigint
  /** Realised, before fees. */
  readonly gross: bigint
  readonly fees: bigint
  /** `gross` less `fees`. */
  readonly net: bigint
  /** What the order was for that closed it. */
  readonly exitRole: OrderRole
}
