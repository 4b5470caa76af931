import {
  requireFinite,
  requireInside,
  requirePositive,
  requireRecord,
  requireWhole,
} from '../argument.ts'
import { normalCdf } from '../normal.ts'
import { power } from '../special/index.ts'
import type { Payoff } from './estimate-mean.ts'

/**
 * The payoff that is 1 when a path is at some step at or below `level`, else 0.
 *
 * @throws ArgumentError when the level is not positive.
 */
export function touch(level: number): Payoff {
  requirePositive('level', level)
  return ({ steps, values }, path) => {
    const from = path * (steps + 1)
    for (let at = from; at <= from + steps; at += 1) if ((values[at] as number) <= level) return 1
    return 0
  }
}

/**
 * The payoff that is the chance that a price touched `level`, also between its steps: exact for
 * geometric Brownian motion, where `touch` finds too few by the steps it does not see.
 *
 * @param options.level - Above 0.
 * @param options.volatility - Of the price, per square root of a year.
 * @param options.stepYears - Between two levels of a path.
 * @throws ArgumentError when one of these is not positive.
 * @see Glasserman 2003, 6.4: the Brownian bridge.
 */
export function bridgedTouch(options: {
  readonly level: number
  readonly volatility: number
  readonly stepYears: number
}): Payoff {
  requireRecord('options', options)
  requirePositive('level', options.level)
  requirePositive('volatility', options.volatility)
  requirePositive('stepYears', options.stepYears)
  const logLevel = Math.log(options.level)
  const scale = -2 / (options.volatility * options.volatility * options.stepYears)
  return ({ steps, values }, path) => {
    const from = path * (steps + 1)
    let gap = Math.log(values[from] as number) - logLevel
    let survives = gap > 0 ? 1 : 0
    for (let at = from + 1; at <= from + steps && survives > 0; at += 1) {
      const next = Math.log(values[at] as number) - logLevel
      survives *= next > 0 ? -Math.expm1(scale * gap * next) : 0
      gap = next
    }
    return 1 - survives
  }
}

/**
 * The chance that geometric Brownian motion, watched all the time, falls to a level.
 *
 * @param options.levelShare - The level over the start. 1 or more is touched at once.
 * @param options.drift - Per year, of the mean: the median grows at drift - volatility^2 / 2.
 * @param options.volatility - Per square root of a year, above 0.
 * @param options.horizonYears - Above 0; Infinity asks for ever.
 * @returns 0 to 1.
 * @throws ArgumentError when a parameter is outside its range.
 * @see Karatzas and Shreve, "Brownian Motion and Stochastic Calculus", 1991, 3.5.C.
 */
export function ruinOfGeometricBrownianMotion(options: {
  readonly levelShare: number
  readonly drift: number
  readonly volatility: number
  readonly horizonYears: number
}): number {
  requireRecord('options', options)
  const { levelShare, drift, volatility, horizonYears } = options
  requirePositive('levelShare', levelShare)
  requireFinite('drift', drift)
  requirePositive('volatility', volatility)
  if (horizonYears !== Number.POSITIVE_INFINITY) requirePositive('horizonYears', horizonYears)
  if (levelShare >= 1) return 1
  const log = Math.log(levelShare)
  const growth = drift - (volatility * volatility) / 2
  const everExponent = (2 * growth * log) / (volatility * volatility)
  if (horizonYears === Number.POSITIVE_INFINITY) return Math.min(1, Math.exp(everExponent))
  const deviation = volatility * Math.sqrt(horizonYears)
  const away = (log - growth * horizonYears) / deviation
  const reflected = (log + growth * horizonYears) / deviation
  return Math.min(1, normalCdf(away) + weighedTail(reflected, away, everExponent))
}

/** e^exponent times the share below `x`, where `exponent` is (x^2 - y^2) / 2. */
function weighedTail(x: number, y: number, exponent: number): number {
  if (x > -10) return Math.exp(exponent) * normalCdf(x)
  // The one factor overflows where the other vanishes: Mills' ratio has neither in it.
  let fraction = -x
  for (let k = 24; k >= 1; k -= 1) fraction = -x + k / fraction
  return Math.exp((-y * y) / 2) / fraction / Math.sqrt(2 * Math.PI)
}

/**
 * The chance that a gambler who stakes 1 a game has nothing before he has `target`.
 *
 * @param options.winProbability - Of a game, inside 0 to 1.
 * @param options.stake - What he starts with. Whole, 0 to `target`.
 * @param options.target - Whole, at least 1; Infinity is a house that never gives up.
 * @returns 0 to 1.
 * @throws ArgumentError when a parameter is outside its range.
 * @see Feller, "An Introduction to Probability Theory", vol. 1, XIV.2.
 */
export function gamblersRuin(options: {
  readonly winProbability: number
  readonly stake: number
  readonly target: number
}): number {
  requireRecord('options', options)
  const { winProbability, stake, target } = options
  requireInside('winProbability', winProbability, 0, 1)
  if (target !== Number.POSITIVE_INFINITY) requireWhole('target', target, 1)
  requireWhole('stake', stake, 0, Math.min(target, Number.MAX_SAFE_INTEGER))
  const odds = (1 - winProbability) / winProbability
  if (target === Number.POSITIVE_INFINITY) return odds >= 1 ? 1 : power(odds, stake)
  if (odds === 1) return 1 - stake / target
  // Powers of the smaller of odds and 1 / odds: the other overflows.
  const small = odds < 1 ? odds : 1 / odds
  const lost = 1 - power(small, target)
  if (odds < 1) return (power(small, stake) - power(small, target)) / lost
  return (1 - power(small, target - stake)) / lost
}
