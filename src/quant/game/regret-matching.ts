import { ArgumentError, requireSeries, requireWhole } from '../argument.ts'
import { type Matrix, matrix } from '../matrix/index.ts'
import { sumOfProducts } from '../sum-of.ts'
import { addPayoffs, type BimatrixGame, exploitability, requireGame } from './bimatrix-game.ts'
import type { LearnedPlay } from './fictitious-play.ts'

/** The average play, and how often each pair of actions was played together. */
export type RegretPlay = LearnedPlay & {
  /** Shares of 1, rows by columns. */
  readonly joint: Matrix
}

/**
 * Regret matching: in each round both players mix in proportion to what they regret not to have
 * played. Regrets and play are means, not draws: there is no chance in it.
 *
 * The average play comes to a Nash equilibrium in zero-sum games, with an exploitability that falls
 * at least as fast as 1 / sqrt(rounds). In any game `joint` comes to a coarse correlated
 * equilibrium (`coarseGap`), whatever the average play does.
 *
 * @param options.rounds - Whole, 1 or more.
 * @param options.isPlus - Forgets negative regrets and weighs late rounds more (regret matching
 *   plus): faster in most games. Default true.
 * @throws ArgumentError when the game is none, or the rounds are none.
 * @see Hart and Mas-Colell, "A simple adaptive procedure leading to correlated equilibrium", 2000;
 *   Tammelin, "Solving large imperfect information games using CFR+", 2014.
 */
export function regretMatching(
  game: BimatrixGame,
  options: { readonly rounds: number; readonly isPlus?: boolean },
): RegretPlay {
  requireGame(game)
  const { rounds, isPlus = true } = options
  requireWhole('rounds', rounds, 1)
  const { rows, columns } = game.row
  const row = new Learner(rows)
  const column = new Learner(columns)
  const joint = matrix(rows, columns)
  for (let round = 1; round <= rounds; round += 1) {
    const weight = isPlus ? round : 1
    row.mix(weight)
    column.mix(weight)
    addJoint(joint, row.play, column.play, weight)
    row.payoffs.fill(0)
    column.payoffs.fill(0)
    addPayoffs(game, 'row', column.play, row.payoffs)
    addPayoffs(game, 'column', row.play, column.payoffs)
    row.regret(isPlus)
    column.regret(isPlus)
  }
  const total = isPlus ? (rounds * (rounds + 1)) / 2 : rounds
  joint.values.forEach((share, at) => (joint.values[at] = share / total))
  const play = { row: row.average(total), column: column.average(total) }
  return { ...play, joint, exploitability: exploitability(game, play) }
}

/**
 * What the two players could gain together if each, told nothing, played one action instead of
 * following `joint`: 0 or less in a coarse correlated equilibrium.
 *
 * @param joint - Shares of 1, rows by columns, as of `regretMatching`.
 * @returns In the unit of the payoffs; the larger of the two gains of the players.
 * @throws ArgumentError when the game is none, or `joint` is not of its shape or does not add up
 *   to 1.
 */
export function coarseGap(game: BimatrixGame, joint: Matrix): number {
  requireGame(game)
  const { rows, columns } = game.row
  requireSeries('joint', joint.values, 1)
  const sum = joint.values.reduce((total, share) => total + share, 0)
  if (joint.rows !== rows || joint.columns !== columns || Math.abs(sum - 1) > 1e-9)
    throw new ArgumentError('joint must have the rows and columns of the game and add up to 1')
  const marginal = { row: new Float64Array(rows), column: new Float64Array(columns) }
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j < columns; j += 1) {
      const share = joint.values[i * columns + j] as number
      marginal.row[i] = (marginal.row[i] as number) + share
      marginal.column[j] = (marginal.column[j] as number) + share
    }
  const gain = (player: 'row' | 'column'): number => {
    const own = new Float64Array(player === 'row' ? rows : columns)
    addPayoffs(game, player, player === 'row' ? marginal.column : marginal.row, own)
    return Math.max(...own) - sumOfProducts(game[player].values, joint.values)
  }
  return Math.max(gain('row'), gain('column'))
}

function addJoint(joint: Matrix, row: Float64Array, column: Float64Array, weight: number): void {
  for (let i = 0, at = 0; i < joint.rows; i += 1)
    for (let j = 0; j < joint.columns; j += 1, at += 1)
      joint.values[at] =
        (joint.values[at] as number) + weight * (row[i] as number) * (column[j] as number)
}

/** One player: what is regretted, what is played, what was played. */
class Learner {
  readonly play: Float64Array
  readonly payoffs: Float64Array
  readonly #regrets: Float64Array
  readonly #sum: Float64Array

  constructor(actions: number) {
    this.play = new Float64Array(actions)
    this.payoffs = new Float64Array(actions)
    this.#regrets = new Float64Array(actions)
    this.#sum = new Float64Array(actions)
  }

  /** Chooses the play of this round: by regrets above 0, or all alike when there are none. */
  mix(weight: number): void {
    let total = 0
    for (const regret of this.#regrets) total += Math.max(regret, 0)
    for (let a = 0; a < this.play.length; a += 1) {
      const regret = Math.max(this.#regrets[a] as number, 0)
      this.play[a] = total > 0 ? regret / total : 1 / this.play.length
      this.#sum[a] = (this.#sum[a] as number) + weight * (this.play[a] as number)
    }
  }

  /** Adds what each action would have paid more than the play did. */
  regret(isPlus: boolean): void {
    const had = sumOfProducts(this.payoffs, this.play)
    for (let a = 0; a < this.play.length; a += 1) {
      const regret = (this.#regrets[a] as number) + (this.payoffs[a] as number) - had
      this.#regrets[a] = isPlus ? Math.max(regret, 0) : regret
    }
  }

  average(total: number): Float64Array {
    return this.#sum.map((sum) => sum / total)
  }
}
