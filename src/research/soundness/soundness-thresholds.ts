/** What is asked of a strategy. Every figure is a setting; see `docs/configuration.md`. */
export type SoundnessThresholds = {
  /** Annual Sharpe ratio, which must be above it. */
  readonly sharpeMin: number
  readonly sharpeToLeave: number
  /** Above it a person has to look for the mistake first. */
  readonly sharpeReview: number
  /** Deepest drawdown, a share of equity. */
  readonly drawdownMax: number
  readonly drawdownToLeave: number
  /** Closed trades. */
  readonly tradesMin: number
  readonly tradesToLeave: number
  /** Shares of trades won that are usual; never judged. */
  readonly winRateLow: number
  readonly winRateHigh: number
  /** Notional traded in a year over mean equity. */
  readonly turnoverMax: number
  /** Slippage over notional, basis points. */
  readonly slippageMaxBps: number
  /** Fees and slippage times this must leave something. */
  readonly costFactor: number
  /** Time from one decision to the next, milliseconds. */
  readonly decisionP50Ms: number
  readonly decisionP99Ms: number
  readonly decisionsPerSecond: number
  /** Growth of the heap for every bar an agent is asked about, bytes. */
  readonly heapPerBarMax: number
  /** Deepest drawdown in each regime, and in each scenario. */
  readonly regimeDrawdownMax: number
  /** Annual Sharpe ratio in each regime, which must be above it. */
  readonly regimeSharpeMin: number
  /** Sharpe ratio of the second half over that of the first. */
  readonly secondHalfMin: number
}

/** The defaults that stand in `docs/configuration.md`. */
export const defaultThresholds: SoundnessThresholds = {
  sharpeMin: 0.5,
  sharpeToLeave: 1.5,
  sharpeReview: 3,
  drawdownMax: 0.15,
  drawdownToLeave: 0.1,
  tradesMin: 20,
  tradesToLeave: 50,
  winRateLow: 0.5,
  winRateHigh: 0.7,
  turnoverMax: 50,
  slippageMaxBps: 50,
  costFactor: 2,
  decisionP50Ms: 10,
  decisionP99Ms: 50,
  decisionsPerSecond: 100,
  heapPerBarMax: 1,
  regimeDrawdownMax: 0.2,
  regimeSharpeMin: 0,
  secondHalfMin: 0.8,
}
