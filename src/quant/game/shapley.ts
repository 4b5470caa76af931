import { type Random, shuffle } from '../../base/index.ts'
import {
  ArgumentError,
  requireFunction,
  requireRandom,
  requireRecord,
  requireWhole,
} from '../argument.ts'

/**
 * What a coalition is worth. Bit k of `coalition` says whether player k is in it; 0 is nobody.
 * Must always answer the same.
 */
export type CoalitionWorth = (coalition: number) => number

/**
 * Shapley values: each player's mean contribution over all orders in which they could join. Exact,
 * over all 2^n coalitions; `worth` is asked once of each.
 *
 * @param players - Whole, 1 to 16.
 * @returns One value a player; they add up to the worth of all less the worth of nobody.
 * @throws ArgumentError when the players are none, or a worth is not finite.
 * @see Shapley, "A value for n-person games", 1953; golden: the airport game of Littlechild and
 *   Owen 1973, and every order counted in Python.
 */
export function shapleyValues(players: number, worth: CoalitionWorth): Float64Array {
  requireWhole('players', players, 1, 16)
  requireFunction('worth', worth)
  const count = 1 << players
  const worths = Float64Array.from({ length: count }, (_, coalition) => worthOf(worth, coalition))
  const weights = orderShares(players)
  const values = new Float64Array(players)
  for (let coalition = 0; coalition < count; coalition += 1) {
    const weight = weights[sizeOf(coalition)] as number
    for (let player = 0; player < players; player += 1) {
      const joined = coalition | (1 << player)
      if (joined === coalition) continue
      const gain = (worths[joined] as number) - (worths[coalition] as number)
      values[player] = (values[player] as number) + weight * gain
    }
  }
  return values
}

/** Values with the error of having looked at some orders only. */
export type ShapleyEstimate = {
  readonly values: Float64Array
  readonly standardErrors: Float64Array
}

/**
 * Shapley values from orders drawn at random: for more players than can be counted out.
 *
 * @param options.players - Whole, 1 to 31.
 * @param options.orders - Whole, 2 or more. The error falls with their square root.
 * @returns Values that add up exactly (but for rounding) to the worth of all less that of nobody.
 * @throws ArgumentError when players or orders are none, or a worth is not finite.
 * @see Castro, Gomez and Tejada, "Polynomial calculation of the Shapley value", 2009.
 */
export function shapleyEstimate(options: {
  readonly players: number
  readonly worth: CoalitionWorth
  readonly orders: number
  readonly random: Random
}): ShapleyEstimate {
  requireRecord('options', options)
  const { players, worth, orders, random } = options
  requireWhole('players', players, 1, 31)
  requireWhole('orders', orders, 2)
  requireFunction('worth', worth)
  requireRandom(random)
  const values = new Float64Array(players)
  const squares = new Float64Array(players)
  const order = Int32Array.from({ length: players }, (_, player) => player)
  const nobody = worthOf(worth, 0)
  for (let drawn = 1; drawn <= orders; drawn += 1) {
    shuffle(order, random)
    let coalition = 0
    let before = nobody
    for (const player of order) {
      coalition |= 1 << player
      const after = worthOf(worth, coalition)
      const gain = after - before
      const gap = gain - (values[player] as number)
      const mean = (values[player] as number) + gap / drawn
      values[player] = mean
      squares[player] = (squares[player] as number) + gap * (gain - mean)
      before = after
    }
  }
  const standardErrors = squares.map((sum) => Math.sqrt(sum / (orders - 1) / orders))
  return { values, standardErrors }
}

/** The share of orders in which a player joins just after a given coalition, by its size. */
function orderShares(players: number): Float64Array {
  const shares = new Float64Array(players)
  shares[0] = 1 / players
  for (let size = 1; size < players; size += 1)
    shares[size] = ((shares[size - 1] as number) * size) / (players - size)
  return shares
}

function sizeOf(coalition: number): number {
  let size = 0
  for (let rest = coalition; rest !== 0; rest &= rest - 1) size += 1
  return size
}

function worthOf(worth: CoalitionWorth, coalition: number): number {
  const value = worth(coalition)
  if (!Number.isFinite(value))
    throw new ArgumentError(`worth of coalition ${coalition} must be finite, was ${value}`)
  return value
}
