import type { InstrumentId } from '../../domain/index.ts'

/** What trading costs, as shares of what is traded. */
export type StrategyFees = {
  /** Of an order that waits in the book; negative for a rebate. */
  readonly makerRate: number
  /** Of an order that takes. */
  readonly takerRate: number
  /** What an order that takes usually loses against the price it was decided at. */
  readonly slippage: number
}

/** What the desk allows at most. Shares of equity, and what is beyond them is cut or refused. */
export type PlaceLimits = {
  readonly positionMax: number
  readonly grossMax: number
  /** In all that is of one asset. */
  readonly concentrationMax: number
  /** Lost at the stop of one position; one without a stop counts in full. */
  readonly tradeLossMax: number
  readonly dailyLossMax: number
  readonly drawdownHalt: number
  /** Changes up to this are left alone. */
  readonly rebalanceMin: number
  /** One order that adds risk, quote units. */
  readonly orderNotionalMin: number
  readonly orderNotionalMax: number
  /** Nothing is sold short. */
  readonly isLongOnly: boolean
}

/** Where somebody trades: an instrument, its bars, what it costs, and what is allowed there. */
export type Place = {
  readonly instrument: {
    readonly id: InstrumentId
    readonly base: string
    readonly quote: string
    /** Quote units. */
    readonly tickSize: number
    /** Base units. */
    readonly lotSize: number
  }
  /** Length of one bar. Unit: us. */
  readonly barUs: number
  readonly fees: StrategyFees
  /** As the desk began; people and its capital may move them later. */
  readonly limits: PlaceLimits
}
