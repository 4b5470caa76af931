import {
  ArgumentError,
  requireBetween,
  requirePositive,
  requireRecord,
  requireSameLength,
  requireSeries,
} from '../argument.ts'
import { logGamma } from '../special/index.ts'

/** The model of Easley, Kiefer, O'Hara and Paperman, with rates of trades a day. */
export type PinParameters = {
  /** Chance that a day has news. */
  readonly alpha: number
  /** Chance that news are bad. */
  readonly delta: number
  /** Trades a day of those who know, on a day with news: sells when bad, buys when good. */
  readonly mu: number
  /** Buys and sells a day of those who know nothing. */
  readonly epsilonBuy: number
  readonly epsilonSell: number
}

/** Buys and sells of each day: whole, 0 or more, as many of the ones as of the others. */
export type TradeDays = { readonly buys: Float64Array; readonly sells: Float64Array }

/**
 * The probability that a trade comes from someone informed: alpha mu / (alpha mu + both epsilons).
 *
 * @returns 0 to 1; `undefined` when nobody trades.
 * @throws ArgumentError when alpha is not 0 to 1, or a rate is below 0.
 * @see Easley, Kiefer, O'Hara and Paperman, "Liquidity, information, and infrequently traded
 *   stocks", 1996.
 */
export function pinOf(parameters: Omit<PinParameters, 'delta'>): number | undefined {
  requireRecord('parameters', parameters)
  const { alpha, mu, epsilonBuy, epsilonSell } = parameters
  requireBetween('alpha', alpha, 0, 1)
  requireBetween('mu', mu, 0, Number.MAX_VALUE)
  requireBetween('epsilonBuy', epsilonBuy, 0, Number.MAX_VALUE)
  requireBetween('epsilonSell', epsilonSell, 0, Number.MAX_VALUE)
  const trades = alpha * mu + epsilonBuy + epsilonSell
  return trades > 0 ? (alpha * mu) / trades : undefined
}

/**
 * The logarithm of the likelihood of days of trades, with all its constants. The largest of each
 * day's three terms is taken out before they are added, so that days of thousands of trades neither
 * overflow nor vanish.
 *
 * @throws ArgumentError when days are none or of different lengths, alpha or delta not inside 0 to
 *   1, or a rate not above 0.
 * @see Easley, Hvidkjaer and O'Hara 2002; Lin and Ke, "A computing bias in estimating the
 *   probability of informed trading", 2011. Golden numbers: scipy 1.17.1 `poisson.logpmf`.
 */
export function pinLogLikelihood(days: TradeDays, parameters: PinParameters): number {
  requireDays(days)
  requireRecord('parameters', parameters)
  requireBetween('alpha', parameters.alpha, 0, 1)
  requireBetween('delta', parameters.delta, 0, 1)
  requirePositive('mu', parameters.mu)
  requirePositive('epsilonBuy', parameters.epsilonBuy)
  requirePositive('epsilonSell', parameters.epsilonSell)
  return dayTerms(days, parameters) - logFactorials(days)
}

/**
 * The likelihood without its constant, and its slopes in alpha, delta and the logarithms of mu and
 * both epsilons when `slopes` is given.
 */
export function dayTerms(
  { buys, sells }: TradeDays,
  { alpha, delta, mu, epsilonBuy, epsilonSell }: PinParameters,
  slopes?: Float64Array,
): number {
  const logBuy = Math.log(epsilonBuy)
  const logSell = Math.log(epsilonSell)
  const quiet = Math.log(1 - alpha)
  const logBad = Math.log(alpha * delta)
  const logGood = Math.log(alpha * (1 - delta))
  const moreBuys = Math.log1p(mu / epsilonBuy)
  const moreSells = Math.log1p(mu / epsilonSell)
  slopes?.fill(0)
  let sum = 0
  for (let day = 0; day < buys.length; day += 1) {
    const buy = buys[day] as number
    const sell = sells[day] as number
    const bad = logBad + sell * moreSells - mu
    const good = logGood + buy * moreBuys - mu
    const most = Math.max(quiet, bad, good)
    const whole = Math.exp(quiet - most) + Math.exp(bad - most) + Math.exp(good - most)
    sum += most + Math.log(whole) + buy * logBuy + sell * logSell - epsilonBuy - epsilonSell
    if (slopes === undefined) continue
    const isBad = Math.exp(bad - most) / whole
    const isGood = Math.exp(good - most) / whole
    const extraSell = sell / (epsilonSell + mu)
    const extraBuy = buy / (epsilonBuy + mu)
    add(slopes, 0, (isBad + isGood) / alpha - (1 - isBad - isGood) / (1 - alpha))
    add(slopes, 1, isBad / delta - isGood / (1 - delta))
    add(slopes, 2, mu * (isBad * (extraSell - 1) + isGood * (extraBuy - 1)))
    add(slopes, 3, (1 - isGood) * buy + isGood * extraBuy * epsilonBuy - epsilonBuy)
    add(slopes, 4, (1 - isBad) * sell + isBad * extraSell * epsilonSell - epsilonSell)
  }
  return sum
}

/** The part of the likelihood that no parameter moves. */
export function logFactorials({ buys, sells }: TradeDays): number {
  const of = (counts: Float64Array): number =>
    counts.reduce((sum, count) => sum + logGamma(count + 1), 0)
  return of(buys) + of(sells)
}

/** Declines days that are fewer than `min`, or that are not counts. */
export function requireDays(days: TradeDays, min = 1): void {
  requireRecord('days', days)
  const { buys, sells } = days
  requireSeries('buys', buys, min)
  requireSeries('sells', sells, 1)
  requireSameLength('buys', buys, 'sells', sells)
  for (const counts of [buys, sells])
    if (counts.some((count) => count < 0 || !Number.isInteger(count)))
      throw new ArgumentError('buys and sells must be whole and 0 or more')
}

function add(slopes: Float64Array, at: number, slope: number): void {
  slopes[at] = (slopes[at] as number) + slope
}
