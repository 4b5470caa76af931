import { valueText } from '../value-text.ts'
import {
  ArgumentError,
  requireBetween,
  requirePositive,
  requireRecord,
  requireSeries,
  requireWhole,
} from '../argument.ts'

/** A position to be sold, in the units of Almgren and Chriss: shares, dollars, days. */
export type Liquidation = {
  /** Shares to sell. Above 0; to buy, read every price with its sign turned. */
  readonly shares: number
  readonly days: number
  /** Trades are made in this many equal intervals. */
  readonly intervals: number
  /** Dollars per share, per square root of a day. */
  readonly volatility: number
  /** Dollars per share, for a rate of one share a day: gone with the next trade. */
  readonly temporaryImpact: number
  /** Dollars per share, for each share sold: stays. Default 0. */
  readonly permanentImpact?: number
  /** Dollars per share whatever the size: half the spread and fees. Default 0. */
  readonly fixedCost?: number
}

/** How a position is worked off, and what that costs against the price at the start. */
export type LiquidationPlan = {
  /** Urgency, per day: the share left falls as e^(-kappa t). 0 for equal trades. */
  readonly kappa: number
  /** Shares still held after 0, 1, 2... intervals; the last is 0. */
  readonly holdings: Float64Array
  /** Shares sold in each interval. */
  readonly trades: Float64Array
  /** Dollars. */
  readonly costMean: number
  /** Dollars squared. */
  readonly costVariance: number
}

/**
 * The trades that minimise mean cost + `riskAversion` * variance of the cost.
 *
 * @param riskAversion - Per dollar, 0 or more; 0 gives equal trades.
 * @throws ArgumentError when a parameter is outside its range, or when temporary impact is not
 *   above half the permanent impact of an interval: then it pays to trade without end.
 * @see Almgren and Chriss, "Optimal execution of portfolio transactions", 2000, equations 16 to 20.
 *   Golden numbers: their section 3.4, and numpy 2.4.6 minimising the same quadratic.
 */
export function optimalLiquidation(terms: Liquidation, riskAversion: number): LiquidationPlan {
  requireLiquidation(terms)
  requireBetween('riskAversion', riskAversion, 0, Number.MAX_VALUE)
  const { shares, days, intervals, volatility } = terms
  const interval = days / intervals
  const urgency = (riskAversion * volatility * volatility) / netImpact(terms)
  // 2 (cosh(kappa tau) - 1) = urgency tau^2, solved without losing digits near 0.
  const half = (interval * Math.sqrt(urgency)) / 2
  const kappa = (2 * Math.log1p(half + (half * half) / (1 + Math.sqrt(1 + half * half)))) / interval
  const holdings = new Float64Array(intervals + 1)
  for (let k = 0; k < intervals; k += 1) holdings[k] = shares * shareLeft(kappa, days, k * interval)
  return { kappa, ...liquidationCost(terms, holdings) }
}

/**
 * What a given way of selling costs, in the mean and in variance.
 *
 * @param holdings - Shares held after 0, 1... intervals: begins with `shares`, ends with 0.
 * @throws ArgumentError as `optimalLiquidation`, and when the holdings are not of that form.
 */
export function liquidationCost(
  terms: Liquidation,
  holdings: Float64Array,
): Omit<LiquidationPlan, 'kappa'> {
  requireLiquidation(terms)
  const { shares, days, intervals, volatility, permanentImpact = 0, fixedCost = 0 } = terms
  requireSeries('holdings', holdings, intervals + 1)
  if (holdings.length > intervals + 1 || holdings[0] !== shares || holdings[intervals] !== 0)
    throw new ArgumentError(
      'holdings must begin with shares, end with 0 and have no more intervals',
    )
  const interval = days / intervals
  const trades = new Float64Array(intervals)
  let turnover = 0
  let squaredTrades = 0
  let squaredHoldings = 0
  for (let k = 0; k < intervals; k += 1) {
    const left = holdings[k + 1] as number
    const traded = (holdings[k] as number) - left
    trades[k] = traded
    turnover += Math.abs(traded)
    squaredTrades += traded * traded
    squaredHoldings += left * left
  }
  const costMean =
    (permanentImpact * shares * shares) / 2 +
    fixedCost * turnover +
    (netImpact(terms) * squaredTrades) / interval
  const costVariance = volatility * volatility * interval * squaredHoldings
  return { holdings, trades, costMean, costVariance }
}

/**
 * The efficient frontier: the plan of least mean cost for each risk aversion. More aversion costs
 * more in the mean and varies less.
 *
 * @throws ArgumentError as `optimalLiquidation`.
 */
export function executionFrontier(
  terms: Liquidation,
  riskAversions: readonly number[],
): LiquidationPlan[] {
  if (!Array.isArray(riskAversions))
    throw new ArgumentError(`riskAversions must be an array, was ${valueText(riskAversions)}`)
  return riskAversions.map((riskAversion) => optimalLiquidation(terms, riskAversion))
}

/** sinh(kappa (days - at)) / sinh(kappa days), for any kappa. */
function shareLeft(kappa: number, days: number, at: number): number {
  if (kappa * days < 1e-8) return 1 - at / days
  return (
    (Math.exp(-kappa * at) * Math.expm1(-2 * kappa * (days - at))) / Math.expm1(-2 * kappa * days)
  )
}

/** Temporary impact less what the permanent impact of an interval already counts. */
function netImpact({ days, intervals, temporaryImpact, permanentImpact = 0 }: Liquidation): number {
  return temporaryImpact - (permanentImpact * days) / intervals / 2
}

function requireLiquidation(terms: Liquidation): void {
  requireRecord('terms', terms)
  requirePositive('shares', terms.shares)
  requirePositive('days', terms.days)
  requireWhole('intervals', terms.intervals, 1)
  requireBetween('volatility', terms.volatility, 0, Number.MAX_VALUE)
  requirePositive('temporaryImpact', terms.temporaryImpact)
  requireBetween('permanentImpact', terms.permanentImpact ?? 0, 0, Number.MAX_VALUE)
  requireBetween('fixedCost', terms.fixedCost ?? 0, 0, Number.MAX_VALUE)
  requirePositive('temporaryImpact less half the permanent impact', netImpact(terms))
}
