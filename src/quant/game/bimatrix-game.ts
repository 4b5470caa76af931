import { ArgumentError, requireRecord, requireSameLength, requireSeries } from '../argument.ts'
import { type Matrix } from '../matrix/index.ts'
import { requireMatrix } from '../matrix/matrix.ts'
import { sumOfProducts } from '../sum-of.ts'

/** A game of two players: what each gets when one picks a row and the other a column. */
export type BimatrixGame = {
  /** To the player who picks the row; rows by columns. */
  readonly row: Matrix
  /** To the player who picks the column; also rows by columns. */
  readonly column: Matrix
}

/** How often each player picks each action: shares of 1. */
export type StrategyPair = {
  readonly row: Float64Array
  readonly column: Float64Array
}

/** The game in which one player gets `payoffs` and the other pays them. */
export function zeroSumGame(payoffs: Matrix): BimatrixGame {
  requirePayoffs('payoffs', payoffs)
  return { row: payoffs, column: { ...payoffs, values: payoffs.values.map((value) => -value) } }
}

/**
 * What each action pays in the mean against an opponent who mixes.
 *
 * @param opponent - Shares of the other player's actions.
 * @throws ArgumentError when the shares are not as many as the actions, or do not add up to 1.
 */
export function actionPayoffs(
  game: BimatrixGame,
  player: 'row' | 'column',
  opponent: Float64Array,
): Float64Array {
  requireGame(game)
  const { rows, columns } = game.row
  requireStrategy('opponent', opponent, player === 'row' ? columns : rows)
  const payoffs = new Float64Array(player === 'row' ? rows : columns)
  addPayoffs(game, player, opponent, payoffs)
  return payoffs
}

/**
 * The action that pays most against an opponent who mixes; of equals the first.
 *
 * @throws ArgumentError as `actionPayoffs`.
 */
export function bestResponse(
  game: BimatrixGame,
  player: 'row' | 'column',
  opponent: Float64Array,
): { readonly action: number; readonly payoff: number } {
  const payoffs = actionPayoffs(game, player, opponent)
  const action = largest(payoffs)
  return { action, payoff: payoffs[action] as number }
}

/**
 * What the two players could gain together if each alone changed to a best response: 0 in a Nash
 * equilibrium and nowhere else. In a zero-sum game, the width of the bounds on its value.
 *
 * @returns In the unit of the payoffs, 0 or more but for rounding.
 * @throws ArgumentError as `actionPayoffs`.
 * @see Lanctot and others, 2017, where it is called NashConv.
 */
export function exploitability(game: BimatrixGame, strategies: StrategyPair): number {
  requireRecord('strategies', strategies)
  const row = actionPayoffs(game, 'row', strategies.column)
  const column = actionPayoffs(game, 'column', strategies.row)
  return (
    (row[largest(row)] as number) -
    sumOfProducts(row, strategies.row) +
    ((column[largest(column)] as number) - sumOfProducts(column, strategies.column))
  )
}

/** Adds what each action of `player` pays against `opponent`, without looking at the arguments. */
export function addPayoffs(
  game: BimatrixGame,
  player: 'row' | 'column',
  opponent: Float64Array,
  payoffs: Float64Array,
): void {
  const { rows, columns } = game.row
  const { values } = player === 'row' ? game.row : game.column
  for (let i = 0, at = 0; i < rows; i += 1)
    for (let j = 0; j < columns; j += 1, at += 1) {
      const own = player === 'row' ? i : j
      const share = opponent[player === 'row' ? j : i] as number
      payoffs[own] = (payoffs[own] as number) + share * (values[at] as number)
    }
}

/** The place of the largest value; of equals the first. */
export function largest(values: Float64Array): number {
  let best = 0
  for (let i = 1; i < values.length; i += 1)
    if ((values[i] as number) > (values[best] as number)) best = i
  return best
}

/** Declines two payoff matrices that are not of one shape, or not finite. */
export function requireGame(game: BimatrixGame): void {
  requireRecord('game', game)
  const { row, column } = game
  requirePayoffs('row', row)
  requirePayoffs('column', column)
  if (row.rows !== column.rows || row.columns !== column.columns)
    throw new ArgumentError('row and column must have the same rows and columns')
}

/** Declines a payoff matrix that is empty or not finite. */
export function requirePayoffs(name: string, payoffs: Matrix): void {
  requireMatrix(name, payoffs)
  if (payoffs.rows < 1 || payoffs.columns < 1)
    throw new ArgumentError(`${name} must have at least one row and one column`)
  requireSeries(`${name}.values`, payoffs.values, payoffs.rows * payoffs.columns)
}

function requireStrategy(name: string, strategy: Float64Array, actions: number): void {
  requireSameLength('actions', { length: actions }, name, strategy)
  requireShares(name, strategy)
}

/** Declines shares that are below 0 or do not add up to 1. */
export function requireShares(name: string, strategy: Float64Array): void {
  requireSeries(name, strategy, 1)
  const sum = strategy.reduce((total, share) => total + share, 0)
  if (strategy.some((share) => share < 0) || Math.abs(sum - 1) > 1e-9)
    throw new ArgumentError(`${name} must be shares of 0 or more that add up to 1`)
}
