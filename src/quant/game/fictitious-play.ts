import { requireWhole } from '../argument.ts'
import {
  addPayoffs,
  type BimatrixGame,
  exploitability,
  largest,
  requireGame,
  type StrategyPair,
} from './bimatrix-game.ts'

/** The average play, and how far it is from an equilibrium. */
export type LearnedPlay = StrategyPair & { readonly exploitability: number }

/**
 * Fictitious play: in each round both players answer best to all the other has done so far. The
 * first round answers an opponent who plays every action alike; of equals the first is taken.
 *
 * The average play converges to an equilibrium in zero-sum games, slowly, in games with two
 * actions for one player, and in potential games. In others it may go round for ever, as in
 * Shapley's: look at `exploitability`.
 *
 * @param rounds - Whole, 1 or more.
 * @throws ArgumentError when the game is none, or the rounds are none.
 * @see Brown 1951; Robinson 1951; Shapley, "Some topics in two-person games", 1964.
 */
export function fictitiousPlay(game: BimatrixGame, rounds: number): LearnedPlay {
  requireGame(game)
  requireWhole('rounds', rounds, 1)
  const { rows, columns } = game.row
  const counts = { row: new Float64Array(rows), column: new Float64Array(columns) }
  // What every action would have paid so far, summed.
  const payoffs = { row: new Float64Array(rows), column: new Float64Array(columns) }
  addPayoffs(game, 'row', new Float64Array(columns).fill(1 / columns), payoffs.row)
  addPayoffs(game, 'column', new Float64Array(rows).fill(1 / rows), payoffs.column)
  for (let round = 0; round < rounds; round += 1) {
    const row = largest(payoffs.row)
    const column = largest(payoffs.column)
    counts.row[row] = (counts.row[row] as number) + 1
    counts.column[column] = (counts.column[column] as number) + 1
    const { values } = game.row
    const { values: columnValues } = game.column
    for (let i = 0; i < rows; i += 1)
      payoffs.row[i] = (payoffs.row[i] as number) + (values[i * columns + column] as number)
    for (let j = 0; j < columns; j += 1)
      payoffs.column[j] =
        (payoffs.column[j] as number) + (columnValues[row * columns + j] as number)
  }
  const play = {
    row: counts.row.map((count) => count / rounds),
    column: counts.column.map((count) => count / rounds),
  }
  return { ...play, exploitability: exploitability(game, play) }
}
