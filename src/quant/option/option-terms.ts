import { requireBetween, requirePositive } from '../argument.ts'

/** A European option on something that may pay a yield. */
export type OptionTerms = {
  readonly isCall: boolean
  /** Price of the underlying now, above 0. */
  readonly spot: number
  readonly strike: number
  /** To expiry. */
  readonly years: number
  /** Per square root of a year: 0.3 is 30 %. */
  readonly volatility: number
  /** Riskless, per year, continuously compounded. Default 0. */
  readonly rate?: number
  /** What the underlying pays its holder, per year, continuously: dividends, staking, funding. */
  readonly dividendYield?: number
}

/** The terms as a formula wants them. */
export type Discounted = {
  readonly forward: number
  readonly discount: number
  /** Of the yield: spot times this is forward times `discount`. */
  readonly yieldDiscount: number
  readonly rate: number
  readonly dividendYield: number
}

/** Declines terms that are none. Years and volatility may be 0. */
export function discounted(terms: Omit<OptionTerms, 'volatility'>): Discounted {
  const { spot, strike, years, rate = 0, dividendYield = 0 } = terms
  requirePositive('spot', spot)
  requirePositive('strike', strike)
  requireBetween('years', years, 0, 1_000)
  requireBetween('rate', rate, -10, 10)
  requireBetween('dividendYield', dividendYield, -10, 10)
  const discount = Math.exp(-rate * years)
  const yieldDiscount = Math.exp(-dividendYield * years)
  const forward = spot * Math.exp((rate - dividendYield) * years)
  return { forward, discount, yieldDiscount, rate, dividendYield }
}

/** The logarithm of forward over strike, whose digits would be lost in the ratio near 1. */
export function logMoneyness(forward: number, strike: number): number {
  const gap = (forward - strike) / strike
  return Math.abs(gap) < 0.5 ? Math.log1p(gap) : Math.log(forward / strike)
}
