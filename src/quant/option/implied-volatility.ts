import { requireFinite, requirePositive, requireRecord } from '../argument.ts'
import {
  blackOverVega,
  normalisedBlack,
  normalisedRoom,
  normalisedVega,
} from './normalised-black.ts'
import { discounted, logMoneyness, type OptionTerms } from './option-terms.ts'

/** Newton needs six or so; more would only be halvings of a bracket. */
const iterationsMax = 100
/** Newton squares the error: after a step of 1e-10 what is left is below the last digit. */
const tolerance = 1e-10

/**
 * The volatility at which `blackScholes` gives `price`. A safeguarded Newton iteration on one over
 * the logarithm of the price below the inflection, and on the logarithm of what the price lacks to
 * its bound above it, both nearly straight: no start fails.
 *
 * From a price out of the money the volatility comes back to 1e-12 of itself wherever volatility
 * times sqrt(years) is 0.0001 to 6 and the price is a normal number (above 1e-300). In the money
 * the digits of the intrinsic value are lost first: use the option of the other side.
 *
 * @param price - In the unit of the spot.
 * @param terms - All but the volatility. Years above 0.
 * @returns Per square root of a year; 0 when the price is the discounted intrinsic value;
 *   `undefined` when it is below that or not below the bound (the discounted spot for a call, the
 *   discounted strike for a put), for then there is arbitrage and no volatility.
 * @throws ArgumentError as `blackScholes`, and when years are 0 or the price is not finite.
 * @see Jaeckel, "Let's be rational", 2015. Golden numbers: mpmath 1.4.1.
 */
export function impliedVolatility(
  price: number,
  terms: Omit<OptionTerms, 'volatility'>,
): number | undefined {
  requireRecord('terms', terms)
  const { isCall, strike, years } = terms
  const { forward, discount } = discounted(terms)
  requirePositive('years', years)
  requireFinite('price', price)
  const bound = discount * (isCall ? forward : strike)
  const intrinsic = discount * Math.max(isCall ? forward - strike : strike - forward, 0)
  if (price < intrinsic || price >= bound) return undefined
  if (price === intrinsic) return 0
  const away = Math.abs(logMoneyness(forward, strike))
  const unit = discount * Math.sqrt(forward * strike)
  const total = totalVolatility(away, (price - intrinsic) / unit, (bound - price) / unit)
  return total === undefined ? undefined : total / Math.sqrt(years)
}

/** Solves `normalisedBlack(away, total) = value`. @param room - What `value` lacks to its bound. */
function totalVolatility(away: number, value: number, room: number): number | undefined {
  if (!(value > 0 && room > 0)) return undefined
  const inflection = Math.sqrt(2 * away)
  const isLow = away > 0 && value <= normalisedBlack(away, inflection)
  const step = isLow ? lowStep(away, Math.log(value)) : highStep(away, value, room)
  let low = isLow ? 0 : inflection
  let high = isLow ? inflection : Number.POSITIVE_INFINITY
  let total = isLow ? inflection : Math.max(inflection, value * Math.sqrt(2 * Math.PI))
  for (let iteration = 0; iteration < iterationsMax; iteration += 1) {
    const move = step(total)
    if (move > 0) low = Math.max(low, total)
    else high = Math.min(high, total)
    const wanted = total + move
    if (Math.abs(move) <= tolerance * total) return wanted
    const halved = high === Number.POSITIVE_INFINITY ? 2 * total : (low + high) / 2
    total = wanted > low && wanted < high ? wanted : halved
  }
  return total
}

/** Newton's move on 1 / log(price): log(price) falls as -away^2 / (2 total^2) at small `total`. */
function lowStep(away: number, logValue: number): (total: number) => number {
  return (total) => {
    const h = away / total
    const overVega = blackOverVega(away, total)
    const logVega = -(h * h) / 2 - (total * total) / 8 - Math.log(2 * Math.PI) / 2
    const log = logVega + Math.log(overVega)
    return ((logValue - log) * log * overVega) / logValue
  }
}

/** Newton's move on the logarithm of the room, or of the price where that is the smaller. */
function highStep(away: number, value: number, room: number): (total: number) => number {
  return (total) => {
    if (value < room) {
      const overVega = blackOverVega(away, total)
      return (value / normalisedBlack(away, total) - 1) * overVega
    }
    const left = normalisedRoom(away, total)
    return (Math.log(left / room) * left) / normalisedVega(away, total)
  }
}
