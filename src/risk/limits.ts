/**
 * What the desk may do at most. Every figure is a setting; see `docs/configuration.md`. Shares are
 * fractions of equity, and count what is in flight as if it had filled.
 */
export type Limits = {
  /** Largest |position| in one instrument. */
  readonly positionMax: number
  /** Largest Σ |position|. */
  readonly grossMax: number
  /** Largest Σ |position| at one venue. */
  readonly leverageMax: number
  /** Largest Σ |position| in one asset, over every instrument that is of it. */
  readonly concentrationMax: number
  /** Largest loss if every stop is met; what has no stop counts in full. */
  readonly heatMax: number
  /** Correlation at which two instruments held the same way count as one, and the second waits. */
  readonly correlationMax: number
  /** Largest loss of one day that is passed one day in a hundred. 1 and above: not looked at. */
  readonly varMax: number
  /** Largest mean loss of the days that are worse than that. 1 and above: not looked at. */
  readonly shortfallMax: number
  /** Largest loss in any stress test. 1 and above: not looked at. */
  readonly stressMax: number
  /** Farthest an order that adds risk may be from the last price, as a share of it. */
  readonly collarMax: number
  /** Largest single order that adds risk, in quote units. */
  readonly orderNotionalMax: number
  /** Smallest order worth sending, in quote units. Does not bind orders that reduce. */
  readonly orderNotionalMin: number
  /** Largest loss of one position if its stop is met. */
  readonly tradeLossMax: number
  /** Loss since the start of the UTC day at which no new risk is taken until the next, 0 to 1. */
  readonly dailyLossMax: number
  /** Drawdown from the peak at which sizes are halved, 0 to 1. */
  readonly drawdownSoft: number
  /** Drawdown from the peak at which the desk pauses until a person resumes it, 0 to 1. */
  readonly drawdownHalt: number
  /** Orders adding risk in one UTC day. */
  readonly ordersPerDayMax: number
  /** Positions begun in one UTC day. */
  readonly tradesPerDayMax: number
  /** Losing positions in a row after which no new risk is taken until the next UTC day. */
  readonly lossesInRowMax: number
  /** Share of the Kelly bet an opinion's own odds come to; 0.25 at most. */
  readonly kellyMax: number
  /** Volatility of a year that a position is cut to; 0 for none. */
  readonly volatilityTarget: number
  /** Part of its size that is left of everything in a crisis. */
  readonly crisisShare: number
  /** Nothing is sold short. */
  readonly isLongOnly: boolean
  /** Worst cost of a fill expected, as a share of notional: fee and slippage, for buying power. */
  readonly costBuffer: number
}

/** The defaults that stand in `docs/configuration.md`. */
export const defaultLimits: Limits = {
  positionMax: 1,
  grossMax: 1,
  leverageMax: 3,
  concentrationMax: 0.05,
  heatMax: 0.25,
  correlationMax: 0.7,
  varMax: 0.05,
  shortfallMax: 0.07,
  stressMax: 0.2,
  collarMax: 0.1,
  orderNotionalMax: 1_000_000,
  orderNotionalMin: 1,
  tradeLossMax: 0.05,
  dailyLossMax: 0.05,
  drawdownSoft: 0.15,
  drawdownHalt: 0.2,
  ordersPerDayMax: 10_000,
  tradesPerDayMax: 200,
  lossesInRowMax: 10,
  kellyMax: 0.25,
  volatilityTarget: 0,
  crisisShare: 0.5,
  isLongOnly: true,
  costBuffer: 0.0086,
}

/**
 * One instrument may take all of the equity, and only what a whole desk may lose still holds: for
 * controls, which are to be compared with an undivided position, and for journals of before the
 * other limits, which meant this.
 */
export const wideLimits: Limits = {
  ...defaultLimits,
  leverageMax: 10,
  concentrationMax: 10,
  heatMax: 10,
  correlationMax: 2,
  varMax: 1,
  shortfallMax: 1,
  stressMax: 1,
  collarMax: 10,
  tradeLossMax: 10,
  tradesPerDayMax: 1_000_000,
  lossesInRowMax: 1_000_000,
  kellyMax: 0,
  crisisShare: 1,
}
