/** What is held of one instrument, and what is known about it. Unknown is NaN. */
export type StressPosition = {
  /** Signed exposure as a share of equity. */
  readonly share: number
  /** What it moves by when the market moves by 1; NaN counts as 1. */
  readonly beta: number
  /** Deviation of the return over a day. */
  readonly volatility: number
  /** Way to the stop at the venue as a share of the price, above 0; NaN for no stop. */
  readonly stop: number
  /** Best ask less best bid in usual times, as a share of the price. */
  readonly spread: number
  /** What can be traded in usual times until the price has moved by 1 %, as a share of equity. */
  readonly depth: number
}

/** A desk at one moment, as what the scenarios are played on. */
export type StressPortfolio = {
  readonly positions: readonly StressPosition[]
  /** Cash held in each quote currency, short sales included, as shares of equity. */
  readonly cash: readonly number[]
  /** Everything of ours that is at each venue, as shares of equity. */
  readonly venues: readonly number[]
}
