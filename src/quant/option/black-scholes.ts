import { requireBetween, requireOneOf, requirePositive, requireRecord } from '../argument.ts'
import { normalDensity } from '../normal.ts'
import { below } from './mills.ts'
import { normalisedBlack } from './normalised-black.ts'
import { discounted, logMoneyness, type OptionTerms } from './option-terms.ts'

/**
 * The price of a European option by Black, Scholes and Merton. Out of the money it is good to
 * 1e-14 of itself, however small; in the money the intrinsic value is added to that.
 *
 * @returns In the unit of the spot. With no time or no volatility left, the discounted intrinsic
 *   value of the forward.
 * @throws ArgumentError when spot or strike is not positive, years are not 0 to 1000, a rate is
 *   beyond 10, or the volatility below 0.
 * @see Black and Scholes 1973; Merton 1973. Golden numbers: mpmath 1.4.1 at 60 digits, and Haug,
 *   "The Complete Guide to Option Pricing Formulas", 2007, 1.1.1.
 */
export function blackScholes(terms: OptionTerms): number {
  requireRecord('terms', terms)
  const { isCall, strike, years, volatility } = terms
  const { forward, discount } = discounted(terms)
  requireBetween('volatility', volatility, 0, Number.MAX_VALUE)
  const gain = isCall ? forward - strike : strike - forward
  const intrinsic = discount * Math.max(gain, 0)
  const total = volatility * Math.sqrt(years)
  if (total === 0) return intrinsic
  const away = Math.abs(logMoneyness(forward, strike))
  return intrinsic + discount * Math.sqrt(forward * strike) * normalisedBlack(away, total)
}

/**
 * The price of an option on a forward or a future, by Black 1976.
 *
 * @param terms.forward - Above 0; the other terms as of `blackScholes`.
 * @returns In the unit of the forward, discounted at `rate`.
 * @throws ArgumentError as `blackScholes`.
 */
export function black76(
  terms: Omit<OptionTerms, 'spot' | 'dividendYield'> & { readonly forward: number },
): number {
  requireRecord('terms', terms)
  const { forward, rate = 0 } = terms
  requirePositive('forward', forward)
  return blackScholes({ ...terms, spot: forward, dividendYield: rate })
}

/** Whether a digital option pays a sum of money or the underlying itself. */
export type DigitalPayment =
  | { readonly pays: 'asset' }
  | { readonly pays: 'cash'; readonly cash: number }

/**
 * The price of an option that pays all or nothing: a sum of cash, or one unit of the underlying,
 * when it ends in the money. Ending at the strike pays nothing.
 *
 * @throws ArgumentError as `blackScholes`, and when the cash is not positive.
 * @see Reiner and Rubinstein, "Unscrambling the binary code", 1991; Haug 2007, 4.19. Golden
 *   numbers: QuantLib 1.44.
 */
export function digitalOption(terms: OptionTerms & DigitalPayment): number {
  requireRecord('terms', terms)
  const { isCall, strike, years, volatility } = terms
  const { forward, discount } = discounted(terms)
  requireBetween('volatility', volatility, 0, Number.MAX_VALUE)
  requireOneOf('pays', terms.pays, ['cash', 'asset'])
  if (terms.pays === 'cash') requirePositive('cash', terms.cash)
  const unit = terms.pays === 'cash' ? terms.cash * discount : forward * discount
  const total = volatility * Math.sqrt(years)
  if (total === 0) return (isCall ? forward > strike : forward < strike) ? unit : 0
  const half = terms.pays === 'cash' ? -total / 2 : total / 2
  const d = logMoneyness(forward, strike) / total + half
  return unit * below(isCall ? d : -d)
}

/** What moves an option's price, by how much. Spot, strike and price have one unit, say dollars. */
export type Greeks = {
  /** Dollars per dollar of spot. */
  readonly delta: number
  /** Dollars per 1.0 of volatility: of 100 percentage points. */
  readonly vega: number
  /** Dollars per year that passes. */
  readonly theta: number
  /** Dollars per 1.0 of the rate, and of the dividend yield. */
  readonly rho: number
  readonly dividendRho: number
  /** Dollars per dollar of strike: minus the discounted chance to end in the money, for a call. */
  readonly dualDelta: number
  /** Delta per dollar of spot. */
  readonly gamma: number
  /** Delta per 1.0 of volatility; also vega per dollar of spot. */
  readonly vanna: number
  /** Vega per 1.0 of volatility. Also called vomma. */
  readonly volga: number
  /** Delta per year that passes. */
  readonly charm: number
  /** Vega per year that passes. */
  readonly veta: number
  /** Rho per 1.0 of volatility. */
  readonly vera: number
  /** Dual delta per dollar of strike: the discounted density of the price at expiry. */
  readonly dualGamma: number
}

/**
 * The derivatives of `blackScholes`, first and second, in plain units: per dollar, per year, per
 * 1.0. Divide vega by 100 for a percentage point, theta by 365 for a day.
 *
 * @throws ArgumentError as `blackScholes`, and when years or volatility are 0: there is a kink.
 * @see Haug 2007, chapter 2. Golden numbers: mpmath 1.4.1, the price differentiated at 60 digits.
 */
export function blackScholesGreeks(terms: OptionTerms): Greeks {
  requireRecord('terms', terms)
  const { isCall, spot, strike, years, volatility } = terms
  const { forward, discount, yieldDiscount, rate, dividendYield } = discounted(terms)
  requirePositive('years', years)
  requirePositive('volatility', volatility)
  const rootYears = Math.sqrt(years)
  const total = volatility * rootYears
  const d1 = logMoneyness(forward, strike) / total + total / 2
  const d2 = d1 - total
  const side = isCall ? 1 : -1
  const paid = yieldDiscount * normalDensity(d1)
  const vega = spot * paid * rootYears
  const delta = side * yieldDiscount * below(side * d1)
  const dualDelta = -side * discount * below(side * d2)
  const drift = ((rate - dividendYield) * d1) / total
  return {
    delta,
    vega,
    theta:
      (-vega * volatility) / (2 * years) + dividendYield * spot * delta + rate * strike * dualDelta,
    rho: -strike * years * dualDelta,
    dividendRho: -spot * years * delta,
    dualDelta,
    gamma: paid / (spot * total),
    vanna: (-paid * d2) / volatility,
    volga: (vega * d1 * d2) / volatility,
    charm: dividendYield * delta - paid * ((rate - dividendYield) / total - d2 / (2 * years)),
    veta: vega * (dividendYield + drift - (1 + d1 * d2) / (2 * years)),
    vera: (-strike * years * discount * normalDensity(d2) * d1) / volatility,
    dualGamma: (discount * normalDensity(d2)) / (strike * total),
  }
}
