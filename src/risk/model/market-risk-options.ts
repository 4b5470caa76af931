import { assert } from '../../base/index.ts'
import { dayUs, hourUs } from '../../domain/index.ts'

/** How market risk is measured. The defaults are those of `docs/market-risk.md`. */
export type MarketRiskOptions = {
  /** Microseconds between two samples of the closes: the longest bar interval, 1 hour or more. */
  readonly gridUs: number
  /** Half-life of the fast variance, in days; never under 8 steps of the grid. */
  readonly fastDays: number
  /** Half-life of the slow variance, in days. */
  readonly slowDays: number
  /** What the fast variance weighs in the forecast, 0 to 1; the slow one weighs the rest. */
  readonly fastShare: number
  /** Half-life of the correlations, in days. */
  readonly correlationDays: number
  /** Returns of an instrument until its volatility is known. */
  readonly returnsMin: number
  /** Of value at risk and expected shortfall, as 0.99. */
  readonly level: number
  /** Degrees of freedom of the Student t that a day's return over its volatility has. */
  readonly degrees: number
  /** How much of what exposures take from each other's risk is believed, 0 to 1. */
  readonly hedgeTrust: number
  /** Fast over slow volatility, of all instruments, at which a crisis begins, and ends. */
  readonly crisisRatio: readonly [enter: number, leave: number]
  /** Mean correlation of all pairs at which a crisis begins, and ends; of 3 instruments or more. */
  readonly crisisCorrelation: readonly [enter: number, leave: number]
  /** Volatility a day that `volatilityScale` aims at; `undefined` for none, which costs nothing. */
  readonly volatilityTarget: number | undefined
  /** The most that `volatilityScale` says: 1 never makes a wish larger. */
  readonly volatilityScaleMax: number
  /** Days until the GARCH of an instrument is fitted again. */
  readonly refitDays: number
  /** Returns of the grid that a GARCH is fitted to, and how few will do. */
  readonly fitReturns: readonly [max: number, min: number]
}

export const defaultMarketRisk: MarketRiskOptions = {
  gridUs: hourUs,
  fastDays: 2,
  slowDays: 60,
  fastShare: 0.6,
  correlationDays: 30,
  returnsMin: 30,
  level: 0.99,
  degrees: 4,
  hedgeTrust: 0.9,
  crisisRatio: [2, 1.4],
  crisisCorrelation: [0.9, 0.85],
  volatilityTarget: undefined,
  volatilityScaleMax: 1,
  refitDays: 30,
  fitReturns: [2000, 250],
}

/** Crashes on options that mean nothing: who reads settings has declined them before. */
export function requireMarketRiskOptions(options: MarketRiskOptions): void {
  const { gridUs, fastDays, slowDays, fastShare, correlationDays, returnsMin } = options
  const { level, degrees, hedgeTrust, crisisRatio, crisisCorrelation } = options
  assert(Number.isSafeInteger(gridUs) && gridUs > 0, `gridUs must be whole, was ${gridUs}`)
  assert(fastDays > 0 && slowDays >= fastDays, 'the slow half-life must be the longer one')
  assert(fastShare >= 0 && fastShare <= 1, `fastShare must be 0 to 1, was ${fastShare}`)
  assert(correlationDays > 0, `correlationDays must be above 0, was ${correlationDays}`)
  assert(returnsMin >= 2, `returnsMin must be 2 or more, was ${returnsMin}`)
  assert(level > 0.5 && level < 1, `level must be within 0.5 to 1, was ${level}`)
  assert(degrees > 2, `degrees must be above 2, was ${degrees}`)
  assert(hedgeTrust >= 0 && hedgeTrust <= 1, `hedgeTrust must be 0 to 1, was ${hedgeTrust}`)
  assert(crisisRatio[0] >= crisisRatio[1] && crisisRatio[1] > 0, 'crisisRatio must not rise')
  assert(crisisCorrelation[0] >= crisisCorrelation[1], 'crisisCorrelation must not rise')
  requireTarget(options)
}

function requireTarget(options: MarketRiskOptions): void {
  const { volatilityTarget, volatilityScaleMax, refitDays, fitReturns } = options
  const isTarget = volatilityTarget === undefined || volatilityTarget > 0
  assert(isTarget, `volatilityTarget must be above 0, was ${volatilityTarget}`)
  assert(volatilityScaleMax > 0, `volatilityScaleMax must be above 0, was ${volatilityScaleMax}`)
  assert(refitDays > 0, `refitDays must be above 0, was ${refitDays}`)
  assert(fitReturns[1] >= 30 && fitReturns[0] >= fitReturns[1], 'fitReturns must be 30 or more')
}

const fastStepsMin = 8

/**
 * The weight of the newest of a series whose weights halve in `days`. By a quotient instead of a
 * power, so that it has the same bits everywhere: within 1 % for 30 steps or more.
 */
export function newestWeight(days: number, gridUs: number): number {
  const steps = Math.max(fastStepsMin, (days * dayUs) / gridUs)
  return Math.LN2 / (steps + Math.LN2)
}
