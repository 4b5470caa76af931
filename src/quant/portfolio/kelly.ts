import {
  requireBetween,
  requireFinite,
  requirePositive,
  requireRecord,
  requireSameLength,
  requireSeries,
  requireTogether,
} from '../argument.ts'
import { type Matrix, matrix } from '../matrix/index.ts'
import { requireCovariance } from '../matrix/require-covariance.ts'
import { quadraticMinimum } from '../optimise/index.ts'
import { sumOf } from '../sum-of.ts'

/**
 * The share of wealth to bet for the fastest growth: p - (1 - p) / odds, nothing on a losing game.
 *
 * @param bet.probability - Of winning, 0 to 1.
 * @param bet.odds - Won per unit lost, above 0; 1 by default.
 * @param bet.fraction - Of the full Kelly bet, above 0 to 1; 1 by default.
 * @returns 0 to 1.
 * @throws ArgumentError when a number is out of its range.
 * @see Kelly, "A new interpretation of information rate", 1956: 0.06 for p = 0.53 at even odds.
 */
export function kellyBet(bet: {
  readonly probability: number
  readonly odds?: number
  readonly fraction?: number
}): number {
  requireRecord('bet', bet)
  const { probability, odds = 1, fraction = 1 } = bet
  requireBetween('probability', probability, 0, 1)
  requirePositive('odds', odds)
  requireFraction(fraction)
  return fraction * Math.max(0, probability - (1 - probability) / odds)
}

/**
 * The leverage of the fastest growth under normal returns: mean / variance, within ± `leverageMax`.
 *
 * @param returns.mean - Over the risk-free return, per period.
 * @param returns.variance - Per period, above 0.
 * @param returns.fraction - Of full Kelly, above 0 to 1; 1 by default.
 * @param returns.leverageMax - Above 0; unlimited by default.
 * @throws ArgumentError when a number is out of its range.
 * @see Thorp, "The Kelly criterion in blackjack, sports betting and the stock market", 2006.
 */
export function kellyLeverage(returns: {
  readonly mean: number
  readonly variance: number
  readonly fraction?: number
  readonly leverageMax?: number
}): number {
  requireRecord('returns', returns)
  const { mean, variance, fraction = 1, leverageMax = Number.MAX_VALUE } = returns
  requireFinite('mean', mean)
  requirePositive('variance', variance)
  requireFraction(fraction)
  requirePositive('leverageMax', leverageMax)
  const full = (fraction * mean) / variance
  return Math.max(-leverageMax, Math.min(leverageMax, full))
}

/**
 * The weights of the fastest growth under normal returns: the largest mean less half the variance.
 * What is not given away stays in cash.
 *
 * @param market.means - Over the risk-free return, per period.
 * @param market.lower - Smallest weight of an asset, 0 or below; 0 by default, -Infinity for any.
 * @param market.leverageMax - On the sum of the weights, above 0; 1 by default, may be Infinity.
 * @param market.fraction - Of the bounded optimum, above 0 to 1; 1 by default.
 * @returns `undefined` when the covariance of the assets held is singular.
 * @throws ArgumentError when shapes differ or a number is out of its range.
 * @see Thorp 2006; Merton 1969. Golden numbers: cvxpy 1.9.3 with Clarabel 0.11.1.
 */
export function kellyPortfolio(market: {
  readonly means: Float64Array
  readonly covariance: Matrix
  readonly lower?: number
  readonly leverageMax?: number
  readonly fraction?: number
}): Float64Array | undefined {
  requireRecord('market', market)
  const { means, covariance, lower = 0, leverageMax = 1, fraction = 1 } = market
  requireSeries('means', means, 1)
  requireCovariance('covariance', covariance)
  requireBetween('lower', lower, Number.NEGATIVE_INFINITY, 0)
  if (leverageMax !== Number.POSITIVE_INFINITY) requirePositive('leverageMax', leverageMax)
  requireFraction(fraction)
  const bounds = {
    lower: new Float64Array(means.length).fill(lower),
    upper: new Float64Array(means.length).fill(Number.POSITIVE_INFINITY),
  }
  const full = cappedMinimum(covariance, means, bounds, leverageMax)
  return full?.map((weight) => fraction * weight)
}

/** Stakes, and the mean logarithm of growth they give, per round. */
export type KellyOutcome = {
  readonly weights: Float64Array
  readonly growth: number
}

/**
 * The stakes of the fastest growth over outcomes that are listed, none below 0: the largest
 * expected log(1 + sum of stake × return). Add an asset's negated returns to allow a short of it.
 *
 * @param game.returns - One array per asset, its return in each outcome, from -1 up.
 * @param game.probabilities - Of the outcomes, 0 or above, 1 in sum; equal by default.
 * @param game.leverageMax - On the sum of the stakes, above 0; 1 by default.
 * @throws ArgumentError when shapes differ or a number is out of its range.
 * @see Kelly 1956; Breiman 1961. Newton steps, each a quadratic programme. Golden numbers: cvxpy
 *   1.9.3 with Clarabel 0.11.1.
 */
export function kellyOutcomes(game: {
  readonly returns: readonly Float64Array[]
  readonly probabilities?: Float64Array
  readonly leverageMax?: number
}): KellyOutcome {
  requireRecord('game', game)
  const { returns, leverageMax = 1 } = game
  const chances = requireGame(game)
  requirePositive('leverageMax', leverageMax)
  const size = returns.length
  let weights = new Float64Array(size)
  let growth = 0
  for (let round = 0; round < 200; round += 1) {
    const { slope, bend } = logUtility(returns, chances, weights)
    const step = newtonStep(slope, bend, weights, leverageMax)
    if (step === undefined) break
    const next = climb({ returns, chances, weights, step, growth })
    if (next === undefined) break
    weights = next.weights
    growth = next.growth
  }
  return { weights, growth }
}

function requireFraction(fraction: number): void {
  requirePositive('fraction', fraction)
  requireBetween('fraction', fraction, 0, 1)
}

function requireGame(game: {
  readonly returns: readonly Float64Array[]
  readonly probabilities?: Float64Array
}): Float64Array {
  requireTogether('returns', game.returns, 1)
  const first = game.returns[0] as Float64Array
  game.returns.forEach((values, i) => {
    values.forEach((value) => {
      requireBetween(`returns[${i}]`, value, -1, Number.MAX_VALUE)
    })
  })
  const chances = game.probabilities ?? new Float64Array(first.length).fill(1 / first.length)
  requireSameLength('returns[0]', first, 'probabilities', chances)
  let sum = 0
  chances.forEach((chance, i) => {
    requireBetween(`probabilities[${i}]`, chance, 0, 1)
    sum += chance
  })
  requireBetween('the sum of probabilities', sum, 1 - 1e-9, 1 + 1e-9)
  return chances
}

/** Wealth after outcome `k`, of 1 before. */
function wealthAfter(returns: readonly Float64Array[], weights: Float64Array, k: number): number {
  let wealth = 1
  for (let i = 0; i < weights.length; i += 1)
    wealth += (weights[i] as number) * ((returns[i] as Float64Array)[k] as number)
  return wealth
}

/** The slopes of expected log wealth, and its second derivatives turned positive. */
function logUtility(
  returns: readonly Float64Array[],
  chances: Float64Array,
  weights: Float64Array,
): { readonly slope: Float64Array; readonly bend: Matrix } {
  const size = weights.length
  const slope = new Float64Array(size)
  const bend = matrix(size, size)
  const gain = new Float64Array(size)
  for (let k = 0; k < chances.length; k += 1) {
    const chance = chances[k] as number
    if (chance === 0) continue
    const wealth = wealthAfter(returns, weights, k)
    for (let i = 0; i < size; i += 1) {
      gain[i] = ((returns[i] as Float64Array)[k] as number) / wealth
      slope[i] = (slope[i] as number) + chance * (gain[i] as number)
      for (let j = 0; j <= i; j += 1) {
        const product = chance * (gain[i] as number) * (gain[j] as number)
        bend.values[i * size + j] = (bend.values[i * size + j] as number) + product
        if (j < i) bend.values[j * size + i] = bend.values[i * size + j] as number
      }
    }
  }
  return { slope, bend }
}

function newtonStep(
  slope: Float64Array,
  bend: Matrix,
  weights: Float64Array,
  leverageMax: number,
): Float64Array | undefined {
  const size = weights.length
  let trace = 0
  for (let i = 0; i < size; i += 1) trace += bend.values[i * size + i] as number
  if (trace === 0) return undefined
  // Assets whose outcomes repeat others' leave the curvature singular: a touch of ridge decides.
  for (let i = 0; i < size; i += 1)
    bend.values[i * size + i] = (bend.values[i * size + i] as number) + (1e-9 * trace) / size
  const lower = weights.map((weight) => -weight)
  const upper = new Float64Array(size).fill(Number.POSITIVE_INFINITY)
  let room = leverageMax
  for (const weight of weights) room -= weight
  return cappedMinimum(bend, slope, { lower, upper }, Math.max(0, room))
}

/** Along a step until growth rises; `undefined` when it no longer does. */
function climb(from: {
  readonly returns: readonly Float64Array[]
  readonly chances: Float64Array
  readonly weights: Float64Array
  readonly step: Float64Array
  readonly growth: number
}): { readonly weights: Float64Array<ArrayBuffer>; readonly growth: number } | undefined {
  const { returns, chances, step, growth } = from
  for (let length = 1; length > 1e-10; length /= 2) {
    const weights = new Float64Array(step.length)
    for (let i = 0; i < step.length; i += 1)
      weights[i] = Math.max(0, (from.weights[i] as number) + length * (step[i] as number))
    let sum = 0
    for (let k = 0; k < chances.length; k += 1)
      if (chances[k] !== 0)
        sum += (chances[k] as number) * Math.log(Math.max(0, wealthAfter(returns, weights, k)))
    if (sum > growth) return { weights, growth: sum }
  }
  return undefined
}

/** The minimum with at most `sum` in sum: the free one when that is within, else the one on it. */
function cappedMinimum(
  quadratic: Matrix,
  linear: Float64Array,
  bounds: { readonly lower: Float64Array; readonly upper: Float64Array },
  sum: number,
): Float64Array | undefined {
  const free = quadraticMinimum({ quadratic, linear, ...bounds })
  if (free === undefined || !(sumOf(free) > sum)) return free
  return quadraticMinimum({ quadratic, linear, ...bounds, sum })
}
