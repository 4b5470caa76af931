import type { Instrument } from '../../../domain/index.ts'
import { ticksMax } from '../../../market/index.ts'

/** An instrument as an exchange lists it: the thing, and the rules orders for it must keep. */
export type Listing = {
  readonly instrument: Instrument
  readonly rules: TradingRules
  /** `undefined` on the spot market. */
  readonly perpetual: PerpetualTerms | undefined
}

/** What an exchange asks of an order. Prices are ticks, quantities lots. */
export type TradingRules = {
  /**
   * Prices of new and changed orders are whole multiples of this many ticks, and quantities of so
   * many lots; what is open stays as it is. Whole, from 1.
   */
  readonly tickStep: number
  readonly lotStep: number
  readonly priceMin: number
  readonly priceMax: number
  readonly lotsMin: number
  readonly lotsMax: number
  readonly marketLotsMax: number
  /** Minor quote units. */
  readonly notionalMin: bigint
  /** A limit may be at most this many parts per million of the last price: 5,000,000 is 5 times. */
  readonly priceUpPpm: number
  /** And at least this many: 200,000 is a fifth. */
  readonly priceDownPpm: number
  /** Open orders of one account, stops included. */
  readonly openOrdersMax: number
  readonly stopOrdersMax: number
  readonly icebergPartsMax: number
}

/** What makes a perpetual future. Settled in the quote currency. */
export type PerpetualTerms = {
  readonly leverageMax: number
  /** Parts per million of notional at the mark price. */
  readonly initialMarginPpm: number
  readonly maintenanceMarginPpm: number
  readonly liquidationFeePpm: number
  /** Funding is paid at every whole multiple of this, counted from 1970. Unit: us. */
  readonly fundingEveryUs: number
}

/** Whether an instrument can be traded, and how. */
export type TradingMode = 'trading' | 'post-only' | 'cancel-only' | 'halted' | 'delisted'

/** Rules that let through whatever is on the grid; a venue's own are narrower. */
export const openRules: TradingRules = {
  tickStep: 1,
  lotStep: 1,
  priceMin: 1,
  priceMax: ticksMax,
  lotsMin: 1,
  lotsMax: 9_007_199_254_740,
  marketLotsMax: 9_007_199_254_740,
  notionalMin: 0n,
  priceUpPpm: 5_000_000,
  priceDownPpm: 200_000,
  openOrdersMax: 200,
  stopOrdersMax: 50,
  icebergPartsMax: 10,
}
