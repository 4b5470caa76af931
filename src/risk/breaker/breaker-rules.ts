/** When a breaker opens and for how long. Every figure is a setting; see `docs/breakers.md`. */
export type BreakerRules = {
  /** First rest of an open breaker; doubled by every further trip within a day. */
  readonly restSeconds: number
  /** The same where the state of the market alone is wrong: stale, crossed, wide. */
  readonly quickRestSeconds: number
  /** No rest is longer. */
  readonly restMaxSeconds: number
  /** How long a half-open breaker is tried out. */
  readonly probeSeconds: number
  readonly quickProbeSeconds: number
  /** Part of the usual size that a half-open breaker lets pass, 0 to 1. */
  readonly halfOpenShare: number
  /** The same while order flow is toxic. */
  readonly vpinShare: number
  /** Our own quotes are so many times as wide while a breaker is half open. */
  readonly wideningFactor: number
  /** Slippage of a fill, in multiples of what was expected. */
  readonly slippageMultiple: number
  /** Fills, one after another, that must be so bad. */
  readonly slippageFills: number
  /** Largest jump between bars, in multiples of the median absolute one. */
  readonly barJumpMultiple: number
  /** And at least this, as a share of the price. */
  readonly barJumpMin: number
  /** Age of the last quote of a lively market. */
  readonly quoteAgeMs: number
  /** The same of a slow one. */
  readonly quoteAgeMaxMs: number
  /** Spread, in multiples of its running median. */
  readonly spreadMultiple: number
  /** And at least this. Unit: bps. */
  readonly spreadMinBps: number
  /** Distance from the median of sources, in multiples of their median absolute deviation. */
  readonly priceMultiple: number
  /** And at least this, as a share of the price. */
  readonly priceMin: number
  /** VPIN from which sizes shrink and quotes widen. */
  readonly vpinMax: number
  /** VPIN from which there is no new risk. */
  readonly vpinHalt: number
  /** VPIN below which order flow is as usual. */
  readonly vpinNormal: number
  /** Score of a manipulation alert that shrinks sizes by itself, 0 to 1. */
  readonly manipulationScore: number
  /** Alerts of manipulation within a minute that stop new risk. */
  readonly manipulationAlerts: number
  /** Calls of `errorCalls` that may fail; one more opens. */
  readonly errorsMax: number
  /** The calls to a venue that are looked at. */
  readonly errorCalls: number
  /** Calls that are older do not count. */
  readonly errorWindowSeconds: number
}

/** The defaults that stand in `docs/configuration.md`. */
export const breakerDefaults: BreakerRules = {
  restSeconds: 300,
  quickRestSeconds: 15,
  restMaxSeconds: 14_400,
  probeSeconds: 900,
  quickProbeSeconds: 30,
  halfOpenShare: 0.25,
  vpinShare: 0.5,
  wideningFactor: 2,
  slippageMultiple: 3,
  slippageFills: 1,
  barJumpMultiple: 40,
  barJumpMin: 0.02,
  quoteAgeMs: 500,
  quoteAgeMaxMs: 5_000,
  spreadMultiple: 3,
  spreadMinBps: 5,
  priceMultiple: 8,
  priceMin: 0.005,
  vpinMax: 0.4,
  vpinHalt: 0.6,
  vpinNormal: 0.2,
  manipulationScore: 0.8,
  manipulationAlerts: 5,
  errorsMax: 5,
  errorCalls: 10,
  errorWindowSeconds: 60,
}
