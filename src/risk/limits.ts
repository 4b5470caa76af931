/** What the desk may do at most. Every figure is a setting; see `docs/configuration.md`. */
export type Limits = {
  /** Largest |position| in one instrument, in flight included, as a share of equity. */
  readonly positionMax: number
  /** Largest Σ |position|, in flight included, as a share of equity. */
  readonly grossMax: number
  /** Largest single order that adds risk, in quote units. */
  readonly orderNotionalMax: number
  /** Smallest order worth sending, in quote units. Does not bind orders that reduce. */
  readonly orderNotionalMin: number
  /** Loss since the start of the UTC day at which no new risk is taken until the next, 0 to 1. */
  readonly dailyLossMax: number
  /** Drawdown from the peak at which sizes are halved, 0 to 1. */
  readonly drawdownSoft: number
  /** Drawdown from the peak at which the desk pauses until a person resumes it, 0 to 1. */
  readonly drawdownHalt: number
  /** Orders adding risk in one UTC day. */
  readonly ordersPerDayMax: number
  /** Nothing is sold short. */
  readonly isLongOnly: boolean
  /** Worst cost of a fill expected, as a share of notional: fee and slippage, for buying power. */
  readonly costBuffer: number
}

/** The defaults that stand in `docs/configuration.md`. */
export const defaultLimits: Limits = {
  positionMax: 1,
  grossMax: 1,
  orderNotionalMax: 1_000_000,
  orderNotionalMin: 1,
  dailyLossMax: 0.05,
  drawdownSoft: 0.15,
  drawdownHalt: 0.2,
  ordersPerDayMax: 10_000,
  isLongOnly: true,
  costBuffer: 0.0086,
}
